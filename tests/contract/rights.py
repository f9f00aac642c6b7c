"""Who may do what: the one table of expected answers, by operation.

A row says which roles are let in, where the role may be held, and the operations. `body` is at the
body (or everywhere) that the request is about, `any` at one body or another, `all` everywhere.
"""

ANYBODY = "secretary chair member auditor privacy_officer administrator"
SECRETARY = "secretary"
LOOKS_AFTER = "auditor administrator"
ADMINISTERS = "administrator"

TABLE = [
    (
        ANYBODY,
        "body",
        """
        getAction getActionHistory getAttendanceMatrix getBody getBodyHistory getIssue
        getIssueHistory getMeeting getMeetingHistory getMembership getOrganisationAttendanceRates
        getPersonAttendanceRates listActions listBodyMeetings listIssueThemes listIssues listMembers
        listOrganisationAttendance listOverdue listPersonAttendance listPersonCandidates
        listSpellings listTerms listUnresolvedDeadlines
        """,
    ),
    (ANYBODY, "any", "getMe getOrganisation getPerson listBodies listOrganisations listPeople"),
    (
        ANYBODY,
        "all",
        """
        compareReading getDocument getDocumentHistory getDocumentText getDraft
        getOrganisationHistory getOriginal getPersonHistory listDocuments listDraftNames listEvents
        listOrganisationCandidates listPassages followEvents
        """,
    ),
    (
        SECRETARY,
        "body",
        """
        addCoOwner addItem addMember agreeFrequency appointChair approveTerms assertSeries
        assignAction cancelMeeting carryActionForward clarifyOwner closeIssue closeMeeting
        completeAction completeOwnerPart correctAttendance declareInterest endMembership extendDue
        inferIssueNumber linkAction linkIssue logIssue listAttendee minuteDecision minuteParagraph
        nameLead observeParticipant openMeeting postponeMeeting reassignAction receiveApologies
        recordAbsence recordArrival recordDeparture recordMeetingHeld recordNoActions recordReminder
        recordSubstitute recordUnscheduledMeeting recuseAttendee releaseCoOwner reopenAction
        reopenIssue reportProgress resolveDuplicate scheduleMeeting setActionHandling
        setDecisionHandling setDue setIssueHandling setItemHandling setParagraphHandling updateIssue
        submitMeetingMinutes supersedeAction takeChair transferAction withdrawAction
        """,
    ),
    (
        SECRETARY,
        "all",
        """
        acceptDraft assertOrganisationName assertPersonName distinguishPeople establishBody
        mergePeople readDocumentAgain readMinutes receiveDocument registerOrganisation
        registerPerson rejectDraft renameOrganisation reviseDraft setDocumentHandling
        succeedOrganisation unmergePeople
        """,
    ),
    (
        LOOKS_AFTER,
        "all",
        """
        getActor getActorHistory getWebhook getWebhookHistory listActors listDeadLetters
        listDeniedAttempts listWebhooks
        """,
    ),
    (
        ADMINISTERS,
        "all",
        """
        admitActor changeWebhook endWebhook grantRole issueKey pauseWebhook replayWebhook
        resumeWebhook retryDeadLetter revokeKey revokeRole rotateWebhookSecret subscribeWebhook
        """,
    ),
]

OPEN = {"getLiveness", "getReadiness", "getMetrics"}
"""For which nobody is asked who they are."""

EXPECTED = {
    operation: (set(roles.split()), where)
    for roles, where, operations in TABLE
    for operation in operations.split()
}
