"""Who may do what: the one table of expected answers, by operation.

A row says which roles are let in, where the role may be held, and the operations. `body` is at the
body (or everywhere) that the request is about, `any` at one body or another, `all` everywhere.
"""

ANYBODY = "secretary chair member auditor privacy_officer administrator"
SECRETARY = "secretary"
LOOKS_AFTER = "auditor administrator"
ADMINISTERS = "administrator"
SECRETARY_OR_CHAIR = "secretary chair"

TABLE = [
    (
        ANYBODY,
        "body",
        """
        getAction getActionHistory getActionOwners getActionProof getAttendanceMatrix getBody
        getBodyHistory getIssue getIssueHistory getMeeting getMeetingHistory getMembership
        getMinutes getMinutesHistory getOrganisationAttendanceChanges getOrganisationAttendanceRates
        getPersonAttendanceChanges getPersonAttendanceRates getQuorum getReconciliation
        getReminderCalendar getReminderLetters getRendition getRenditionProof listActionOwners
        listActions listActionsReported listBodyMeetings listBodyReconciliation listIssueThemes
        listIssues listMattersArising listMembers listMinutes listNotReported
        listOrganisationAttendance listOverdue listPersonAttendance listPersonCandidates
        listReminders listSpellings listTerms listUnresolvedDeadlines searchPassages
        """,
    ),
    (ANYBODY, "any", "getMe getOrganisation getPerson listBodies listOrganisations listPeople"),
    (
        ANYBODY,
        "all",
        """
        compareReading followEvents getCheckpoint getConsistency getDocument getDocumentHistory
        getDocumentText getDraft getEventProof getLog getOrganisationHistory getOriginal
        getPersonHistory getRecommendationChain getReport getReportHistory getTile listCommitments
        listDocuments listDraftNames listEvents listOrganisationCandidates listPassages
        listRecommendations listReportChains listReports listStatements
        """,
    ),
    (
        SECRETARY,
        "body",
        """
        acceptCorrection addCoOwner addItem addMember agreeFrequency amendMinutes annotateMinutes
        appointChair approveTerms assertSeries assignAction cancelMeeting carryActionForward
        circulateMinutes clarifyOwner closeIssue closeMeeting completeAction completeOwnerPart
        confirmNarration correctActionRecord correctAttendance correctBodyRecord correctIssueRecord
        correctMeetingRecord correctPassage declareInterest declineCorrection dismissNarration
        draftMinutes endMembership extendDue identifyAttendee inferIssueNumber liftRedaction
        linkAction linkIssue listAttendee logIssue minuteDecision minuteParagraph nameLead
        observeParticipant openMeeting postponeMeeting publishMinutes reassignAction
        receiveApologies recordAbsence recordArrival recordDeparture recordLetter recordMeetingHeld
        recordNoActions recordReminder recordSubstitute recordUnscheduledMeeting recuseAttendee
        redactPassage releaseCoOwner reopenAction reopenFinding reopenIssue reportProgress
        resolveDuplicate retractActionRecord retractBodyRecord retractIssueRecord
        retractMeetingRecord scheduleMeeting setActionHandling setDecisionHandling setDue
        setIssueHandling setItemHandling setParagraphHandling settleFinding submitMeetingMinutes
        submitMinutesForClearance supersedeAction takeChair transferAction updateIssue
        withdrawAction
        """,
    ),
    (
        SECRETARY,
        "all",
        """
        acceptDraft assertOrganisationName assertPersonName correctOrganisationRecord
        correctPersonRecord correctReportRecord crossReferenceResponse distinguishPeople
        endorseReport establishBody giveCommitment giveResponse inferDisposition
        linkCommitmentToAction linkProgress makeRecommendation meetCommitment mergePeople
        narrateProgress publishReport readDocumentAgain readMinutes receiveDocument
        registerOrganisation registerPerson rejectDraft renameOrganisation reportCommitmentProgress
        retractOrganisationRecord retractPersonRecord retractReportRecord reviseDraft
        setDocumentHandling succeedOrganisation unmergePeople
        """,
    ),
    (LOOKS_AFTER, "body", "listAuditedEvents listFieldChanges"),
    (
        LOOKS_AFTER,
        "all",
        """
        getActor getActorHistory getDifference getWebhook getWebhookHistory listActors
        listDeadLetters listDeniedAttempts listWebhooks
        """,
    ),
    ("auditor", "all", "getEntryBundle"),
    (
        ADMINISTERS,
        "all",
        """
        admitActor changeWebhook endWebhook grantRole issueKey pauseWebhook replayWebhook
        resumeWebhook retryDeadLetter revokeKey revokeRole rotateWebhookSecret subscribeWebhook
        """,
    ),
    (SECRETARY_OR_CHAIR, "body", "clearMinutes proposeCorrection refuseClearance"),
    ("chair", "body", "approveMinutes"),
    ("privacy_officer auditor", "all", "getErasure listErasures"),
    ("privacy_officer", "all", "approveErasure getErasurePlan refuseErasure requestErasure"),
]

OPEN = {"getLiveness", "getReadiness", "getMetrics"}
"""For which nobody is asked who they are."""

EXPECTED = {
    operation: (set(roles.split()), where)
    for roles, where, operations in TABLE
    for operation in operations.split()
}
