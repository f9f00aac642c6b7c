"""A client made for the released contract works with today's; and what would break it is found."""

import json
from copy import deepcopy
from pathlib import Path

import pytest

from tests.contract.differ import breaks

OPENAPI = Path(__file__).parents[2] / "openapi"
RELEASED = json.loads((OPENAPI / "released" / "v1.json").read_text())
ACTIONS = "/v1/{secretariat}/actions"


def test_todays_contract_breaks_nothing_of_the_released_one():
    assert breaks(RELEASED, json.loads((OPENAPI / "openapi.json").read_text())) == []


def schema(document, name):
    return document["components"]["schemas"][name]


def parameter(document, path, method, name):
    told = document["paths"][path][method]["parameters"]
    return next(each for each in told if each["name"] == name)


def without_parameter(d):
    told = d["paths"][ACTIONS]["get"]["parameters"]
    told[:] = [each for each in told if each["name"] != "unowned"]


def without_path(d):
    del d["paths"][f"{ACTIONS}/{{action}}"]


def without_operation(d):
    del d["paths"][ACTIONS]["post"]


def renamed_operation(d):
    d["paths"][ACTIONS]["get"]["operationId"] = "findActions"


def required_parameter(d):
    parameter(d, ACTIONS, "get", "body")["required"] = True


def new_required_parameter(d):
    told = d["paths"][ACTIONS]["get"]["parameters"]
    told.append({"name": "why", "in": "query", "required": True, "schema": {"type": "string"}})


def narrower_enum(d):
    schema(d, "RoleInput")["properties"]["role"]["enum"].remove("auditor")


def new_required_field(d):
    schema(d, "ActionInput")["properties"]["why"] = {"type": "string"}
    schema(d, "ActionInput")["required"].append("why")


def required_field(d):
    schema(d, "ActionInput")["required"].append("reference")


def without_input_field(d):
    del schema(d, "ActionInput")["properties"]["reference"]


def without_output_field(d):
    del schema(d, "ActionView")["properties"]["reference"]


def optional_output_field(d):
    schema(d, "ActionView")["required"].remove("state")


def another_type(d):
    schema(d, "ActionInput")["properties"]["text"]["type"] = "integer"


def another_output_type(d):
    schema(d, "Receipt")["properties"]["revision"]["type"] = "string"


def another_format(d):
    schema(d, "ActionInput")["properties"]["body"]["format"] = "uri"


def shorter_text(d):
    schema(d, "ActionInput")["properties"]["text"]["maxLength"] = 10


def longer_least(d):
    schema(d, "ActionInput")["properties"]["text"]["minLength"] = 5


def lower_most(d):
    parameter(d, ACTIONS, "get", "limit")["schema"]["maximum"] = 10


def another_pattern(d):
    schema(d, "ActionInput")["properties"]["text"]["pattern"] = "^[a-z]+$"


def fewer_arms(d):
    schema(d, "ActionInput")["properties"]["due"]["oneOf"].pop()


def more_output_arms(d):
    arms = schema(d, "TermsView")["properties"]["quorum"]["oneOf"]
    arms.append({"type": "object", "properties": {"kind": {"const": "all"}}, "required": ["kind"]})


def wider_output_enum(d):
    schema(d, "ActionView")["properties"]["state"]["enum"].append("paused")


def without_media_type(d):
    content = d["paths"]["/v1/{secretariat}/documents"]["post"]["requestBody"]["content"]
    content["application/pdf"] = content.pop("application/octet-stream")


def without_answer(d):
    answers = d["paths"][ACTIONS]["post"]["responses"]
    answers["202"] = answers.pop("201")


def without_header(d):
    d["components"]["headers"]["ETag"]["required"] = False


def closed_input(d):
    d["paths"]["/v1/{secretariat}/people"]["post"]["requestBody"]["content"]["application/json"][
        "schema"
    ] = {"type": "object", "additionalProperties": False}


def another_webhook(d):
    del schema(d, "CloudEvent")["properties"]["subject"]


BREAKS = {
    without_parameter: "listActions query/unowned: the parameter is gone",
    without_path: "/v1/{secretariat}/actions/{action}: the path is gone",
    without_operation: "assignAction: POST /v1/{secretariat}/actions is gone",
    renamed_operation: "listActions: the operation is called findActions now",
    required_parameter: "listActions query/body: the parameter is required now",
    new_required_parameter: "listActions query/why: a new parameter is required",
    narrower_enum: "grantRole body.role: auditor is not taken any more",
    new_required_field: "assignAction body.why: the field is required now",
    required_field: "assignAction body.reference: the field is required now",
    without_input_field: "assignAction body.reference: the field is gone",
    without_output_field: "getAction 200.reference: the field is gone",
    optional_output_field: "getAction 200.state: the field may be missing now",
    another_type: "assignAction body.text: the type was string and is integer",
    another_output_type: "assignAction 201.revision: the type was integer and is string",
    another_format: "assignAction body.body: the format was uuid and is uri",
    shorter_text: "assignAction body.text: maxLength was 20000 and is 10",
    longer_least: "assignAction body.text: minLength was 1 and is 5",
    lower_most: "listActions query/limit: maximum was 200 and is 10",
    another_pattern: "assignAction body.text: the pattern changed",
    fewer_arms: "assignAction body.due: InWords is not taken any more",
    more_output_arms: "listTerms 200.items[].quorum: {'type': 'object'} may come now",
    wider_output_enum: "getAction 200.state: paused is new among the answers",
    without_media_type: "receiveDocument body: application/octet-stream is gone",
    without_answer: "assignAction: the answer 201 is gone",
    without_header: "getAction 200: the header ETag may be missing now",
    closed_input: "registerPerson body.name: the field is gone",
    another_webhook: "eventRecorded.subject: the field is gone",
}


@pytest.mark.parametrize("change", BREAKS, ids=lambda change: change.__name__)
def test_a_change_that_breaks_a_client_is_named_with_its_place(change):
    changed = deepcopy(RELEASED)
    change(changed)
    found = breaks(RELEASED, changed)
    assert BREAKS[change] in found
    assert breaks(changed, changed) == []


def new_path(d):
    d["paths"]["/v1/{secretariat}/news"] = deepcopy(d["paths"][ACTIONS])


def new_parameter(d):
    told = d["paths"][ACTIONS]["get"]["parameters"]
    told.append({"name": "why", "in": "query", "schema": {"type": "string"}})


def optional_parameter(d):
    parameter(d, f"{ACTIONS}/{{action}}/due", "put", "If-Match")["required"] = False


def new_input_field(d):
    schema(d, "ActionInput")["properties"]["why"] = {"type": "string"}


def new_output_field(d):
    schema(d, "ActionView")["properties"]["why"] = {"type": "string"}
    schema(d, "ActionView")["required"].append("why")


def wider_enum(d):
    schema(d, "RoleInput")["properties"]["role"]["enum"].append("observer")


def narrower_output_enum(d):
    schema(d, "ActionView")["properties"]["state"]["enum"].remove("withdrawn")


def longer_text(d):
    schema(d, "ActionInput")["properties"]["text"]["maxLength"] = 40_000


def new_refusal(d):
    answers = d["paths"][ACTIONS]["get"]["responses"]
    answers["418"] = answers["404"]


def other_words(d):
    d["paths"][ACTIONS]["get"] |= {"summary": "New", "description": "New", "tags": ["people"]}


def renamed_schema(d):
    d["components"]["schemas"]["Renamed"] = schema(d, "ActionInput")
    content = d["paths"][ACTIONS]["post"]["requestBody"]["content"]["application/json"]
    content["schema"] = {"$ref": "#/components/schemas/Renamed"}


def new_arm(d):
    schema(d, "ActionInput")["properties"]["due"]["oneOf"].append({"type": "string"})


ADDITIONS = (
    new_path,
    new_parameter,
    optional_parameter,
    new_input_field,
    new_output_field,
    wider_enum,
    narrower_output_enum,
    longer_text,
    new_refusal,
    other_words,
    renamed_schema,
    new_arm,
)


@pytest.mark.parametrize("change", ADDITIONS, ids=lambda change: change.__name__)
def test_what_only_adds_breaks_nobody(change):
    changed = deepcopy(RELEASED)
    change(changed)
    assert changed != RELEASED
    assert breaks(RELEASED, changed) == []


def test_a_schema_that_holds_itself_is_compared_to_its_end():
    tree = {
        "paths": {
            "/tree": {
                "get": {
                    "operationId": "getTree",
                    "responses": {
                        "200": {
                            "content": {
                                "application/json": {"schema": {"$ref": "#/components/schemas/T"}}
                            }
                        }
                    },
                }
            }
        },
        "components": {
            "schemas": {
                "T": {
                    "type": "object",
                    "required": ["name"],
                    "properties": {
                        "name": {"type": "string"},
                        "below": {"type": "array", "items": {"$ref": "#/components/schemas/T"}},
                    },
                }
            }
        },
    }
    changed = deepcopy(tree)
    changed["components"]["schemas"]["T"]["properties"]["name"]["type"] = "integer"
    assert breaks(tree, tree) == []
    assert breaks(tree, changed) == ["getTree 200.name: the type was string and is integer"]


def test_every_schema_of_the_contract_has_a_name_of_its_own():
    stated = json.loads((OPENAPI / "openapi.json").read_text())
    assert not [name for name in stated["components"]["schemas"] if "__" in name]
