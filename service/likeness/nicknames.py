"""First names and the short forms they go by; a table only, one name and its forms a line."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Final

_FORMS: Final = """
abigail abby abbie gail
alan allan allen al
albert al bert bertie
alexander alex alec al sandy sasha xander
alexandra alex sandra sandy sasha lexi
alfred alf alfie fred freddie
alison allison ali
amanda mandy
andrea andi
andrew andy drew
angela angie
ann anne anna annie nan
anthony antony tony
antonia toni
arthur art
barbara barb babs
benedict ben
benjamin ben benny
bernard bernie
bridget biddy
cameron cam
carol carole carrie
caroline carolyn carrie caro
catherine katherine kathryn katharine catharine cath cathy kath kathy kate katie kay kit kitty
charles charlie chas chuck
charlotte charlie lottie
christian chris
christina chris chrissie tina
christine chris chrissie
christopher chris kit
clifford cliff
cynthia cindy
daniel dan danny
daniela dani
david dave davey
deborah debra deb debbie
denise den
derek del
dominic dom
donald don
dorothy dot dottie dolly
douglas doug
edmund ed eddie ted
edward ed eddie ned ted teddy
eileen aileen
eleanor ellie nell nora
elizabeth elisabeth beth bess betty eliza libby lisa liz lizzie
emily em emmy
emma em
eric rick
eugene gene
fiona fi
florence flo florrie
frances fran frankie
francesca fran chess
francis frank
frederick fred freddie freddy
gabriel gabe
gareth gary gaz
geoffrey jeffrey geoff jeff
george georgie
georgina gina georgie
gerald gerry jerry
gerard gerry jerry
gilbert gil bert
gillian jillian gill jill
graham graeme grahame
gregory greg gregor
gwendolyn gwen
harold harry hal
harriet hattie
helen helena nell
henry harry hal hank
herbert bert herb
howard howie
hugh huw hughie
ian iain
isabel isabelle isobel bel belle izzy
jacob jake
jacqueline jackie jacqui
james jim jimmy jamie
janet jan
janice jan
jane janie
jason jay
jean jeanie
jennifer jen jenny jenni jennie
jeremy jerry jez
jessica jess jessie
joan joanie
joanna joanne jo
john jon johnny jack
jonathan jon jonny
joseph joe joey
josephine jo josie
joshua josh
joyce joy
judith judy jude
julia julie jules
julian jules
katrina trina kat
kenneth ken kenny
kevin kev
kimberley kim
laura laurie
lawrence laurence larry laurie
leonard len lenny leo
leslie lesley les
lewis louis lou lew
linda lynda lin lyn
louise lou
lucy lucie
madeleine maddie
malcolm malc mal
marcus marc mark
margaret maggie marge marjorie meg peg peggy greta rita madge
maria marie mary
marilyn lyn
martha marty
martin marty
mary maria marie molly polly may
matthew matt mat
maureen mo
maurice mo
maxwell max
maximilian max
megan meg
melanie mel
melissa mel lissa
michael mike mick micky mickey mikey
michelle shelley chelle
miriam mim
mohammed muhammad mohammad mohamed mo
nancy nan
natalie nat
nathaniel nathan nat nate
neil neal niall
nicholas nicolas nick nicky
nicola nicky nikki
nigel nige
norman norm
oliver ollie olly
olivia liv livvy
pamela pam
patricia pat patsy patty tricia trish
patrick pat paddy
paul pauly
paula polly
pauline paulie
penelope penny
peter pete
philip phillip phil pip
philippa phillipa pip pippa
rachel rachael rach
raymond ray
rebecca becky becca bec
reginald reg reggie
richard dick rich richie rick ricky
robert bob bobby rob robbie bert
roberta bobbie
roderick rod roddy
rodney rod
roger rodger
ronald ron ronnie
rosemary rose rosie
roy royston
russell russ
samantha sam sammy
samuel sam sammy
sarah sara sally sadie
sebastian seb
sharon shaz
sheila shelagh
shirley shirl
simon si
stanley stan
stephanie stephany steph steff
stephen steven steve stevie
stuart stewart stu
susan susanna susannah suzanne sue susie suzie suzy
sydney sidney sid syd
sylvia silvia syl
terence terry tel
teresa theresa terry tess tessa
theodore theo ted teddy
theodora theo dora
thomas tom tommy
timothy tim timmy
tobias toby
trevor trev
valerie val
vanessa nessa
veronica ronnie
victor vic
victoria vicky vicki vickie vic tori
vincent vince vinny
virginia ginny
vivian vivien vivienne viv
walter wally walt
wendy wendi
wilfred wilf
william will bill billy willie liam
winifred win winnie
yvonne evonne
zachary zach zack
zoe zoey
"""


def _mates() -> dict[str, frozenset[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for line in _FORMS.strip().splitlines():
        forms = line.split()
        for each in forms:
            found[each].update(forms)
    return {each: frozenset(mates) - {each} for each, mates in found.items()}


MATES: Final[Mapping[str, frozenset[str]]] = _mates()
"""Of a first name, every other form of the names it can stand for."""
NONE: Final[frozenset[str]] = frozenset()


def mates(key: str) -> frozenset[str]:
    """Return the other forms of a first name."""
    return MATES.get(key, NONE)
