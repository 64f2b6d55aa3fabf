// Generated from docs/openapi.json by `npm run generate`. Not to be edited.

export interface paths {
    "/api/v1/activity": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who changed a record, when, and from what to what. */
        get: operations["get_activity"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Exchange a refresh token for a new session. */
        post: operations["post_auth_refresh"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/sign-in": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign in with a device. */
        post: operations["post_auth_sign_in"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/sign-out": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End the session of this device. */
        post: operations["post_auth_sign_out"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/certificates/revocation-list": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the built-in authority took back. */
        get: operations["get_certificates_revocation_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/certificates/root": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The certificate of the built-in authority. */
        get: operations["get_certificates_root"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/checklists": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List versions of checklists by key and number, without their documents. Drafts are seen by those who may edit them. */
        get: operations["get_checklists"];
        put?: never;
        /**
         * Keep a draft. The body is the document; its `version` is given by the server, the next one of its key. Flaws of shape
         *     are refused with their places; flaws of content are kept and named in `flaws` until they are mended.
         */
        post: operations["post_checklists"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/checklists/by-digest/{sha256}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read the published version of a digest, as an inspection or a report names it. */
        get: operations["get_checklists_by_digest_sha256"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/checklists/{key}/versions/{version}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read one version with its document. */
        get: operations["get_checklists_key_versions_version"];
        /** Replace the content of a draft; its key and version stay. */
        put: operations["put_checklists_key_versions_version"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/checklists/{key}/versions/{version}/publish": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Publish a draft: from then on it never changes. Refused while its content has flaws. */
        post: operations["post_checklists_key_versions_version_publish"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/checklists/{key}/versions/{version}/retire": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Retire a published version: no new inspection takes it; those begun on it go on. */
        post: operations["post_checklists_key_versions_version_retire"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conflicts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List conflicts, the newest first. */
        get: operations["get_conflicts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conflicts/{id}/resolve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Settle a conflict. */
        post: operations["post_conflicts_id_resolve"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/corrective-action-requests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List corrective action requests. */
        get: operations["get_corrective_action_requests"];
        put?: never;
        /** Issue a request for one or several findings of a unit. */
        post: operations["post_corrective_action_requests"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/corrective-action-requests/follow-ups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Plan a follow-up inspection whose checklist is made from the open requests of a unit. */
        post: operations["post_corrective_action_requests_follow_ups"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/corrective-action-requests/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read one request with its history. */
        get: operations["get_corrective_action_requests_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/corrective-action-requests/{id}/accept_plan": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Accept the unit's plan; the time for carrying it out begins. */
        post: operations["post_corrective_action_requests_id_accept_plan"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/corrective-action-requests/{id}/acknowledge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Acknowledge the request. */
        post: operations["post_corrective_action_requests_id_acknowledge"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/corrective-action-requests/{id}/approve_plan": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Approve the plan as it stands. */
        post: operations["post_corrective_action_requests_id_approve_plan"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/corrective-action-requests/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Cancel the request with a reason. */
        post: operations["post_corrective_action_requests_id_cancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/corrective-action-requests/{id}/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Close the request. */
        post: operations["post_corrective_action_requests_id_close"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/corrective-action-requests/{id}/confirm_effective": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Judge that the measures hold. */
        post: operations["post_corrective_action_requests_id_confirm_effective"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/corrective-action-requests/{id}/dispute": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Dispute the request with a reason: the committee decides. */
        post: operations["post_corrective_action_requests_id_dispute"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/corrective-action-requests/{id}/extensions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask for another due day of whatever the request waits for. */
        post: operations["post_corrective_action_requests_id_extensions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/corrective-action-requests/{id}/extensions/{n}/grant": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Grant an extension. */
        post: operations["post_corrective_action_requests_id_extensions_n_grant"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/corrective-action-requests/{id}/extensions/{n}/refuse": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Refuse an extension. */
        post: operations["post_corrective_action_requests_id_extensions_n_refuse"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/corrective-action-requests/{id}/find_ineffective": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Judge that they do not hold: a new request is issued in place of this one. */
        post: operations["post_corrective_action_requests_id_find_ineffective"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/corrective-action-requests/{id}/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the messages about a request, the oldest first. */
        get: operations["get_corrective_action_requests_id_messages"];
        put?: never;
        /** Write a message about a request. */
        post: operations["post_corrective_action_requests_id_messages"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/corrective-action-requests/{id}/plan": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Save parts of the plan; an approval given before has to be given again. */
        patch: operations["patch_corrective_action_requests_id_plan"];
        trace?: never;
    };
    "/api/v1/corrective-action-requests/{id}/progress": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Save what was done of the actions. */
        patch: operations["patch_corrective_action_requests_id_progress"];
        trace?: never;
    };
    "/api/v1/corrective-action-requests/{id}/reports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make the form of a corrective action request as it stands now. */
        post: operations["post_corrective_action_requests_id_reports"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/corrective-action-requests/{id}/return_implementation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Return the implementation with a reason. */
        post: operations["post_corrective_action_requests_id_return_implementation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/corrective-action-requests/{id}/return_plan": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Return the plan with a reason. */
        post: operations["post_corrective_action_requests_id_return_plan"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/corrective-action-requests/{id}/submit_implementation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send what was done. */
        post: operations["post_corrective_action_requests_id_submit_implementation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/corrective-action-requests/{id}/submit_plan": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send the plan. */
        post: operations["post_corrective_action_requests_id_submit_plan"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/corrective-action-requests/{id}/uphold": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The committee upholds a disputed request. */
        post: operations["post_corrective_action_requests_id_uphold"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/corrective-action-requests/{id}/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Verify the implementation, on site or by file. */
        post: operations["post_corrective_action_requests_id_verify"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/corrective-action-requests/{id}/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The committee withdraws a disputed request. */
        post: operations["post_corrective_action_requests_id_withdraw"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/dashboard": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Count what the caller may read: the plan against what was done, findings, corrective actions. */
        get: operations["get_dashboard"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/delegations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the delegations that concern the caller. */
        get: operations["get_delegations"];
        put?: never;
        /** Let a member of the committee close requests, for a time. */
        post: operations["post_delegations"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/delegations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** End a delegation before its time. */
        delete: operations["delete_delegations_id"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/devices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List devices with the state of their synchronisation, the newest first. */
        get: operations["get_devices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/devices/{id}/revoke": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Revoke a device. */
        post: operations["post_devices_id_revoke"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/evidence": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Declare evidence before its bytes come. The same declaration again gives the same record. */
        post: operations["post_evidence"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/evidence/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read one piece of evidence: how far it has come, and where its upload stands. */
        get: operations["get_evidence_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/evidence/{id}/accesses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List who looked at the original, the newest first: whoever leads the inspection and the standing office may know. */
        get: operations["get_evidence_id_accesses"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/evidence/{id}/content": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read the content, or a part of it. */
        get: operations["get_evidence_id_content"];
        /** Bring the whole content in one request. */
        put: operations["put_evidence_id_content"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/evidence/{id}/redactions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the redactions of a picture, with what each covered and why; for whoever may see the original. */
        get: operations["get_evidence_id_redactions"];
        put?: never;
        /**
         * Cover parts of a picture. The smaller copies show it covered from now on, and so do documents printed from now on; the
         *     original stays as it is and goes only to whoever may see originals. The regions that stand already change nothing (200).
         */
        post: operations["post_evidence_id_redactions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/evidence/{id}/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take evidence back: a spoilt or mistaken photo. Its record and its bytes stay. */
        post: operations["post_evidence_id_withdraw"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/findings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List findings, the newest first. */
        get: operations["get_findings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/findings/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read one finding. */
        get: operations["get_findings_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change a draft. */
        patch: operations["patch_findings_id"];
        trace?: never;
    };
    "/api/v1/findings/{id}/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The unit accepts the finding. */
        post: operations["post_findings_id_accept"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/findings/{id}/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Close a finding by hand, with a conclusion: refused while any of its corrective action requests is open. */
        post: operations["post_findings_id_close"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/findings/{id}/dispute": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The unit disputes the finding with a reason: the committee decides. */
        post: operations["post_findings_id_dispute"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/findings/{id}/record": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Record a draft: from now on the unit sees it. */
        post: operations["post_findings_id_record"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/findings/{id}/uphold": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The committee upholds a disputed finding. */
        post: operations["post_findings_id_uphold"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/findings/{id}/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Withdraw a finding: the team a draft, the lead a recorded one during the visit, the committee a disputed one. Refused while
         *     any of its corrective action requests is open.
         */
        post: operations["post_findings_id_withdraw"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/grants/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** End a grant now. */
        delete: operations["delete_grants_id"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/inspections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List inspections, the newest first. */
        get: operations["get_inspections"];
        put?: never;
        /** Plan an inspection. */
        post: operations["post_inspections"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/inspections/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read one inspection, with what the caller may do next. */
        get: operations["get_inspections_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change the plan (those who plan it) or what is written during the inspection (the team). */
        patch: operations["patch_inspections_id"];
        trace?: never;
    };
    "/api/v1/inspections/{id}/archive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Archive the inspection; devices let go of it some days later. */
        post: operations["post_inspections_id_archive"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/inspections/{id}/attendees": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the attendees of an inspection. */
        get: operations["get_inspections_id_attendees"];
        put?: never;
        /** Record someone present. Fields as in the collection `attendees` of the synchronisation, with an optional `id`. */
        post: operations["post_inspections_id_attendees"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/inspections/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Cancel the inspection. */
        post: operations["post_inspections_id_cancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/inspections/{id}/conclude": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Conclude: everything missing is named at once; the content is frozen. */
        post: operations["post_inspections_id_conclude"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/inspections/{id}/content": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The frozen content, byte for byte as its digest was taken: canonical JSON (RFC 8785). */
        get: operations["get_inspections_id_content"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/inspections/{id}/corrective-action-requests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Issue a request for every nonconformity of an inspection that has none. */
        post: operations["post_inspections_id_corrective_action_requests"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/inspections/{id}/evidence": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the evidence of an inspection in the order of its making. */
        get: operations["get_inspections_id_evidence"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/inspections/{id}/evidence.zip": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read all evidence of an inspection as one ZIP file, or a part of that file.
         * @description The same evidence gives the same bytes, so a download that broke off goes on with `Range` and `If-Range`. `manifest.json` in it tells
         *     of every piece, also of those whose file is left out, and why; `SHA256SUMS` has the sums.
         */
        get: operations["get_inspections_id_evidence_zip"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/inspections/{id}/findings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Draft a finding. */
        post: operations["post_inspections_id_findings"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/inspections/{id}/issue": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Issue the report: the minutes are signed and the clerk has given the number. */
        post: operations["post_inspections_id_issue"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/inspections/{id}/notify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Notify the unit. */
        post: operations["post_inspections_id_notify"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/inspections/{id}/progress": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How far the inspection has come, and what is missing for its conclusion. */
        get: operations["get_inspections_id_progress"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/inspections/{id}/reopen": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Reopen a concluded inspection before the first signature. */
        post: operations["post_inspections_id_reopen"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/inspections/{id}/reports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make minutes or report of an inspection; earlier ones that nobody has signed give way. */
        post: operations["post_inspections_id_reports"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/inspections/{id}/responses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the responses of an inspection. */
        get: operations["get_inspections_id_responses"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/inspections/{id}/responses/{item_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Answer an item. `If-Match` is needed once there is an answer; a first answer has none to have seen. */
        put: operations["put_inspections_id_responses_item_id"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/inspections/{id}/samples": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the sampled dossiers of an inspection with how they kept their time. */
        get: operations["get_inspections_id_samples"];
        put?: never;
        /** Draw a dossier. Fields as in the collection `samples` of the synchronisation, with an optional `id`. */
        post: operations["post_inspections_id_samples"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/inspections/{id}/score": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The score by section, in total and in bands. */
        get: operations["get_inspections_id_score"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/inspections/{id}/start": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Start the inspection. */
        post: operations["post_inspections_id_start"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/inspections/{id}/team": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Set the team; whoever is not named leaves it. */
        put: operations["put_inspections_id_team"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who am I. */
        get: operations["get_me"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/device/public-key": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Register the public key of the device of this session, with which it signs bundles. Earlier keys stay good. */
        post: operations["post_me_device_public_key"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Change one's own password; other devices are signed out. */
        post: operations["post_me_password"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the caller's notices, the newest first. */
        get: operations["get_notices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notices/{id}/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Mark a notice as read. It needs no `If-Match`: only its reader marks it, and marking it twice changes nothing. */
        post: operations["post_notices_id_read"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organisation-kinds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the kinds of organisations. */
        get: operations["get_organisation_kinds"];
        put?: never;
        /** Add a kind of organisation. */
        post: operations["post_organisation_kinds"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organisations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List organisations. */
        get: operations["get_organisations"];
        put?: never;
        /** Add an organisation below one that the caller administers. */
        post: operations["post_organisations"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organisations/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Export organisations as CSV, in the columns that the import takes. */
        get: operations["get_organisations_export"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organisations/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Import organisations from CSV: all rows or none. */
        post: operations["post_organisations_import"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organisations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read one organisation with predecessors, successors, counts and stated totals. */
        get: operations["get_organisations_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Correct an organisation. What a decision changes goes through `reorganise`. */
        patch: operations["patch_organisations_id"];
        trace?: never;
    };
    "/api/v1/organisations/{id}/reorganise": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Merge, divide or rename an organisation by decision. */
        post: operations["post_organisations_id_reorganise"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organisations/{id}/stated-totals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Enter what documents say about how many organisations there are; replaces what was entered before. */
        put: operations["put_organisations_id_stated_totals"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/parked-ops": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List parked operations that the caller may decide, the newest first. */
        get: operations["get_parked_ops"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/parked-ops/{id}/apply": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Apply a parked operation: the work is its author's, the permission the caller's. */
        post: operations["post_parked_ops_id_apply"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/parked-ops/{id}/dismiss": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Dismiss a parked operation; it stays readable. */
        post: operations["post_parked_ops_id_dismiss"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/programmes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List programmes, the newest year first, then by title. */
        get: operations["get_programmes"];
        put?: never;
        /** Make a programme. */
        post: operations["post_programmes"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/programmes/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read one programme. */
        get: operations["get_programmes_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change a programme. */
        patch: operations["patch_programmes_id"];
        trace?: never;
    };
    "/api/v1/programmes/{id}/planned-organisations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read the plan of a programme, all of it. Its `ETag` is the programme's. */
        get: operations["get_programmes_id_planned_organisations"];
        /** Replace the plan of a programme as a whole. `If-Match` is the programme's version, which goes up. */
        put: operations["put_programmes_id_planned_organisations"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/programmes/{id}/progress": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Compare the plan with what was done: counts by level and kind of organisation, and a page of the plan's lines. */
        get: operations["get_programmes_id_progress"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/programmes/{id}/tasks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the tasks of a programme, the oldest first. */
        get: operations["get_programmes_id_tasks"];
        put?: never;
        /** Add a task to a programme. */
        post: operations["post_programmes_id_tasks"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/programmes/{id}/tasks/{task_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change a task, or say how far it is. */
        patch: operations["patch_programmes_id_tasks_task_id"];
        trace?: never;
    };
    "/api/v1/rating-schemes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List rating schemes by key and version. */
        get: operations["get_rating_schemes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rating-schemes/{key}/versions/{version}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read one version of a rating scheme; it never changes. */
        get: operations["get_rating_schemes_key_versions_version"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List documents, the newest first. */
        get: operations["get_reports"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reports/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Find out what is true of a file: independent facts, no verdict. Anybody may ask. */
        post: operations["post_reports_verify"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reports/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read one document, with what the caller may do next. */
        get: operations["get_reports_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reports/{id}/pdf": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The newest revision of the file, or a part of it. */
        get: operations["get_reports_id_pdf"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reports/{id}/refusals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Refuse to sign a field, with the dissent in writing. */
        post: operations["post_reports_id_refusals"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reports/{id}/signatures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign a field with the key that Soát keeps for the caller, or for the seal. */
        post: operations["post_reports_id_signatures"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reports/{id}/signatures/complete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Bring the signature that was made elsewhere. */
        post: operations["post_reports_id_signatures_complete"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reports/{id}/signatures/prepare": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Prepare a signature with the certificate that is registered for the caller; nothing is stored. */
        post: operations["post_reports_id_signatures_prepare"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reports/{id}/signed-copy": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Bring the document back signed by another program: an incremental update of the newest revision that adds sound signatures of
         *     expected signers and nothing else.
         */
        post: operations["post_reports_id_signed_copy"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reports/{id}/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Withdraw a document; it stays to be read, and whoever verifies it is told. */
        post: operations["post_reports_id_withdraw"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/standards": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the editions of the standard and their amendments; all at once. */
        get: operations["get_standards"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/standards/{edition}/clauses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the clauses of an edition or amendment, numbers and titles, in its order; all at once. The edition may be written in
         *     any common spelling, percent-encoded: `9001:2015`, `TCVN%20ISO%209001-2008`, `9001:2015%2FAmd%201:2024`.
         */
        get: operations["get_standards_edition_clauses"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sync/bundles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take in a bundle: operations and photos of a device in one file that it has signed. Taking it in again changes nothing. */
        post: operations["post_sync_bundles"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sync/digest": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Digests of the streams at a cursor, to find out whether a device holds what the server holds. */
        post: operations["post_sync_digest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sync/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Which stream has moved: events named `stream` with `{"stream", "change"}`, and comments as heartbeats. It ends with the access
         *     token, when the device is revoked or signs out, when the same device listens anew, and when the server stops.
         */
        get: operations["get_sync_events"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sync/pull": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What changed since the cursor. With `Accept: application/x-ndjson` the changes come a line each, then a line with the rest. */
        post: operations["post_sync_pull"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sync/push": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Operations from a device; each gets an outcome, and the same one when it comes again. */
        post: operations["post_sync_push"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sync/receipt": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The receipt for an inspection, issued anew: what the server holds of it, and every file that is kept. */
        get: operations["get_sync_receipt"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/uploads": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Begin an upload, with its first bytes when they are in the body. */
        post: operations["post_uploads"];
        delete?: never;
        /** Say which version and extensions of tus are spoken. */
        options: operations["options_uploads"];
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/uploads/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Do to an upload what `X-HTTP-Method-Override` says, for clients that can only POST. */
        post: operations["post_uploads_id"];
        /** Give an upload up. */
        delete: operations["delete_uploads_id"];
        options?: never;
        /** Say how much of an upload is safe. */
        head: operations["head_uploads_id"];
        /** Bring the next bytes of an upload. */
        patch: operations["patch_uploads_id"];
        trace?: never;
    };
    "/api/v1/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List people in the order of their names. */
        get: operations["get_users"];
        put?: never;
        /** Make an account. */
        post: operations["post_users"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read one person. */
        get: operations["get_users_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change an account. */
        patch: operations["patch_users_id"];
        trace?: never;
    };
    "/api/v1/users/{id}/grants": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List a person's grants, past ones too. */
        get: operations["get_users_id_grants"];
        put?: never;
        /** Give a role. */
        post: operations["post_users_id_grants"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/verify/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read what everybody may know of a document, by its short code. */
        get: operations["get_verify_code"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description One look at an original. */
        AccessView: {
            /** @description When. */
            at: components["schemas"]["Instant"];
            /**
             * Format: uuid
             * @description On which device.
             */
            device_id: string;
            /** @description Its name. */
            device_name: string;
            /**
             * Format: uuid
             * @description The entry.
             */
            id: string;
            through?: components["schemas"]["Through"] | null;
            /**
             * Format: uuid
             * @description Who.
             */
            user_id: string;
            /** @description Their name. */
            user_name: string;
        };
        /** @description What a unit asks. */
        AskExtension: {
            /** @description Why. */
            reason: string;
            /** @description The day asked for. */
            to_on: components["schemas"]["LocalDate"];
        };
        /**
         * @description What a piece of evidence belongs to.
         * @enum {string}
         */
        AttachedKind: "response" | "sample" | "finding" | "inspection" | "corrective_action" | "corrective_action_request";
        /** @description What a piece of evidence belongs to. */
        AttachedTo: {
            /**
             * Format: uuid
             * @description The record.
             */
            id: string;
            /** @description The kind of record. */
            kind: components["schemas"]["AttachedKind"];
        };
        /** @description Someone present. */
        AttendeeView: {
            /**
             * Format: uuid
             * @description The record.
             */
            id: string;
            /**
             * Format: uuid
             * @description The inspection.
             */
            inspection_id: string;
            /** @description Full name. */
            name: string;
            /** @description Sessions they were present at. */
            present_at: string[];
            /** @description `team`, `unit` or `other`. */
            side: string;
            /** @description Position. */
            title: string;
            /**
             * Format: uuid
             * @description The account, where they have one.
             */
            user_id?: string | null;
            /**
             * Format: int64
             * @description Version.
             */
            version: number;
        };
        BTreeMap: {
            [key: string]: string;
        };
        /** @description A text in both languages. */
        BothLanguages: {
            /** @description English. */
            en: string;
            /** @description Vietnamese. */
            vi: string;
        };
        /** @description One category of a fishbone with its causes. */
        Branch: {
            /** @description The category. */
            category: components["schemas"]["Category"];
            /** @description The causes. */
            causes: string[];
        };
        /** @description A request with everything that happened to it. */
        CarDetailView: components["schemas"]["CarView"] & {
            /** @description Every due day it has or had. */
            due_days: components["schemas"]["DueDayView"][];
            /** @description What was brought for the request and for its actions, and not taken back. */
            evidence: components["schemas"]["EvidenceView"][];
            /** @description Extensions, in the order in which they were asked. */
            extensions: components["schemas"]["ExtensionView"][];
            /** @description What happened, the oldest first. */
            history: components["schemas"]["StepView"][];
        };
        /**
         * @description Something that happens to a corrective action request.
         * @enum {string}
         */
        CarEvent: "acknowledge" | "dispute" | "uphold" | "withdraw" | "draft_plan" | "approve_plan" | "submit_plan" | "accept_plan" | "return_plan" | "record_progress" | "submit_implementation" | "verify" | "return_implementation" | "confirm_effective" | "find_ineffective" | "close" | "cancel" | "ask_extension";
        /** @description A finding, in short. */
        CarFindingView: {
            /** @description Grade. */
            grade?: string | null;
            /**
             * Format: uuid
             * @description The finding.
             */
            id: string;
            /** @description Its number. */
            number?: string | null;
            /** @description What was seen. */
            observed: string;
        };
        /** @description What may be said with an event. */
        CarParticulars: {
            method?: components["schemas"]["Form"] | null;
            /** @description Why, or the words of the judgement. */
            reason?: string | null;
        };
        /** @description What was done. */
        CarProgress: {
            /** @description Of which actions. */
            actions: components["schemas"]["WriteProgress"][];
        };
        /**
         * @description Where a request stands.
         * @enum {string}
         */
        CarStatus: "issued" | "acknowledged" | "disputed" | "plan_submitted" | "plan_returned" | "implementing" | "implementation_submitted" | "implementation_returned" | "verified" | "closed" | "withdrawn" | "reissued";
        /** @description A corrective action request. */
        CarView: {
            /** @description The corrective actions, in order. */
            actions: components["schemas"]["CorrectiveActionView"][];
            /** @description What the caller may do now; absent where nobody asks for themselves. */
            allowed?: components["schemas"]["CarEvent"][] | null;
            /** @description Clauses. */
            clauses: string[];
            closed_at?: components["schemas"]["Instant"] | null;
            /**
             * Format: uuid
             * @description Who closed it.
             */
            closed_by?: string | null;
            /** @description What was done about the case itself. */
            correction: string;
            due?: components["schemas"]["DueView"] | null;
            /** @description Edition of the standard. */
            edition: string;
            /** @description Effectiveness. */
            effectiveness: components["schemas"]["Effectiveness"];
            effectiveness_due_on?: components["schemas"]["LocalDate"] | null;
            /** @description An extension waits for a decision. */
            extension_asked: boolean;
            /** @description Its findings. */
            findings: components["schemas"]["CarFindingView"][];
            /** @description The gravest grade of its findings. */
            grade?: string | null;
            /**
             * Format: uuid
             * @description The request.
             */
            id: string;
            implementation_due_on?: components["schemas"]["LocalDate"] | null;
            /**
             * Format: uuid
             * @description The inspection that led to it.
             */
            inspection_id: string;
            /** @description Issued at. */
            issued_at: components["schemas"]["Instant"];
            /** @description `CAR-<inspection>-<nn>`. */
            number: string;
            /** @description The audited unit. */
            organisation: components["schemas"]["UnitView"];
            plan_approved_at?: components["schemas"]["Instant"] | null;
            /**
             * Format: uuid
             * @description The head who approved the plan as it stands.
             */
            plan_approved_by?: string | null;
            /** @description Last day for the plan. */
            plan_due_on: components["schemas"]["LocalDate"];
            /** @description Why it was last returned, disputed, withdrawn or judged. */
            reason?: string | null;
            /**
             * Format: uuid
             * @description The request that this one stands in place of.
             */
            reissue_of?: string | null;
            /**
             * Format: uuid
             * @description The request that stands in its place.
             */
            reissued_as?: string | null;
            root_cause?: components["schemas"]["RootCause"] | null;
            /** @description Where else the same was looked for. */
            similar_cases: string;
            /** @description What was found. */
            statement: string;
            /** @description Status. */
            status: components["schemas"]["CarStatus"];
            submitted_at?: components["schemas"]["Instant"] | null;
            /**
             * Format: uuid
             * @description Who last sent something to be decided: the plan, the result, a dispute.
             */
            submitted_by?: string | null;
            verified_at?: components["schemas"]["Instant"] | null;
            /**
             * Format: uuid
             * @description Who verified.
             */
            verified_by?: string | null;
            /** @description `on_site` or `by_file`. */
            verified_method?: string | null;
            /**
             * Format: int64
             * @description Version.
             */
            version: number;
        };
        /**
         * @description Categories of causes, as they fit an office.
         * @enum {string}
         */
        Category: "people" | "method" | "documents" | "equipment" | "environment" | "management";
        /** @description Which checklist: by id, by digest, or by key and version (the newest published one when no version is named). */
        ChecklistChoice: {
            /** @description SHA-256 of its canonical JSON, lower-case hex. */
            digest?: string | null;
            /**
             * Format: uuid
             * @description Its id.
             */
            id?: string | null;
            /** @description Its key. */
            key?: string | null;
            /**
             * Format: int32
             * @description Its version.
             */
            version?: number | null;
        };
        /** @description A version of a checklist with its document. */
        ChecklistDocumentView: components["schemas"]["ChecklistView"] & {
            /** @description The document, as `checklist.schema.json` describes it. */
            document: Record<string, never>;
            /** @description What keeps a draft from being published; empty for one that may be, and for published versions. */
            flaws: components["schemas"]["FlawView"][];
        };
        /**
         * @description Something that happens to a version.
         * @enum {string}
         */
        ChecklistEvent: "edit" | "publish" | "retire";
        /**
         * @description Where a version stands.
         * @enum {string}
         */
        ChecklistStatus: "draft" | "published" | "retired";
        /** @description A version of a checklist, without its document. */
        ChecklistView: {
            /** @description What the caller may do with it now. */
            allowed: components["schemas"]["ChecklistEvent"][];
            /** @description Made at. */
            created_at: components["schemas"]["Instant"];
            /** @description SHA-256 of the canonical document (RFC 8785), lower-case hex; absent while a draft. */
            digest?: string | null;
            /** @description Edition of the standard. */
            edition: string;
            /**
             * Format: uuid
             * @description The version's own id.
             */
            id: string;
            /** @description Kinds of inspection it may be used in. */
            inspection_kinds: string[];
            /** @description Names the checklist across its versions. */
            key: string;
            /**
             * Format: uuid
             * @description Whose it is, for those who may edit it; absent for what comes with the program.
             */
            organisation_id?: string | null;
            published_at?: components["schemas"]["Instant"] | null;
            /**
             * Format: int64
             * @description Version of the record, the number in its `ETag`.
             */
            record_version: number;
            retired_at?: components["schemas"]["Instant"] | null;
            /** @description Where it stands. */
            status: components["schemas"]["ChecklistStatus"];
            /** @description Title. */
            title: components["schemas"]["TextView"];
            /**
             * Format: int32
             * @description Which version of its key, from 1: the one in the path and in the document.
             */
            version: number;
        };
        /** @description A clause: number and official title, never its text. */
        ClauseView: {
            /**
             * Format: int32
             * @description Parts of the number: 1 for `8`, 3 for `8.5.3`.
             */
            level: number;
            /** @description Such as `8.5.3`. */
            number: string;
            /** @description Official title, or the parent's where it has none of its own. */
            title: components["schemas"]["TextView"];
            /** @description Whether the standard prints a title of its own. */
            titled: boolean;
        };
        /** @description The clauses of an edition, in its order and all at once. */
        ClausesView: components["schemas"]["StandardView"] & {
            /** @description The clauses. */
            items: components["schemas"]["ClauseView"][];
        };
        /** @description A signature that was made elsewhere. */
        CompleteField: {
            /** @description The time of signing that was given out. */
            at: components["schemas"]["Instant"];
            /** @description The field. */
            field: string;
            /** @description The signature, base64: for ECDSA in DER. */
            signature: string;
        };
        /** @description A conflict. */
        ConflictView: {
            /** @description The collection of the record. */
            collection: string;
            /** @description The field. */
            field: string;
            /**
             * Format: uuid
             * @description The conflict.
             */
            id: string;
            /**
             * Format: uuid
             * @description The inspection.
             */
            inspection_id: string;
            /** @description Opened at. */
            opened_at: components["schemas"]["Instant"];
            /**
             * Format: uuid
             * @description The record.
             */
            record_id: string;
            /** @description The value that ended it. */
            resolution: unknown;
            resolved_at?: components["schemas"]["Instant"] | null;
            /**
             * Format: uuid
             * @description Who ended it.
             */
            resolved_by?: string | null;
            /** @description `open` or `resolved`. */
            state: string;
            /** @description The values, the standing one first: `{value, by, device_id, at, change}`. */
            values: Record<string, never>[];
            /**
             * Format: int64
             * @description Version.
             */
            version: number;
        };
        /** @description A corrective action. */
        CorrectiveActionView: {
            done_on?: components["schemas"]["LocalDate"] | null;
            due_on?: components["schemas"]["LocalDate"] | null;
            /**
             * Format: uuid
             * @description The action.
             */
            id: string;
            /** @description Who answers for it. */
            owner: string;
            /** @description What came of it. */
            result: string;
            /** @description What is to be done. */
            what: string;
        };
        /** @description Numbers of organisations in force below one. */
        Counts: {
            /**
             * Format: int64
             * @description Anywhere below.
             */
            below: number;
            /** @description The same by kind and level. */
            by_kind: components["schemas"]["KindCount"][];
            /**
             * Format: int64
             * @description Directly below, through either superior.
             */
            children: number;
        };
        /** @description Open requests of one age. */
        DashboardAge: {
            /** @description The band: `0-30`, `31-60`, `61-90`, `over-90` days. */
            band: string;
            /**
             * Format: int64
             * @description How many.
             */
            count: number;
            /**
             * Format: int64
             * @description Of these, overdue.
             */
            overdue: number;
        };
        /** @description Findings about one clause. */
        DashboardClause: {
            /** @description The clause. */
            clause: string;
            /**
             * Format: int64
             * @description How many.
             */
            count: number;
            /**
             * Format: int64
             * @description Of these, nonconformities by their grade.
             */
            nonconformities: number;
        };
        /** @description Findings. */
        DashboardFindings: {
            /** @description By clause, in the order of the standard. A finding about two clauses counts at both. */
            by_clause: components["schemas"]["DashboardClause"][];
            /** @description By grade, the gravest first; without a grade last. */
            by_grade: components["schemas"]["DashboardGrade"][];
            /**
             * Format: int64
             * @description Repetitions of an earlier finding of the unit.
             */
            repeated: number;
            /**
             * Format: int64
             * @description All of them.
             */
            total: number;
        };
        /** @description Findings of one grade. */
        DashboardGrade: {
            /**
             * Format: int64
             * @description How many.
             */
            count: number;
            /** @description The grade; none where none was given. */
            grade?: string | null;
        };
        /** @description Inspections. */
        DashboardInspections: {
            /**
             * Format: int64
             * @description Cancelled.
             */
            cancelled: number;
            /**
             * Format: int64
             * @description Of these, concluded or beyond.
             */
            concluded: number;
            /**
             * Format: int64
             * @description Those that were not cancelled.
             */
            planned: number;
        };
        /** @description Results that were verified. */
        DashboardOnTime: {
            /**
             * Format: int64
             * @description All of them.
             */
            all: number;
            /**
             * Format: int64
             * @description Sent by the end of their due day, extensions counted in.
             */
            on_time: number;
        };
        /** @description Lines of plans at one level. */
        DashboardPlan: {
            /**
             * Format: int64
             * @description Of these, with an inspection that is concluded or beyond.
             */
            done: number;
            /** @description The level of the units. */
            level: string;
            /**
             * Format: int64
             * @description Units that the programmes of the period plan to inspect.
             */
            planned: number;
        };
        /** @description Corrective action requests. */
        DashboardRequests: {
            /** @description The open ones by days since their issue, the youngest first. */
            by_age: components["schemas"]["DashboardAge"][];
            /**
             * Format: int64
             * @description Closed.
             */
            closed: number;
            /**
             * Format: int64
             * @description All of them.
             */
            issued: number;
            /**
             * Format: int32
             * @description Days from issue to closing that half of the closed ones did not exceed.
             */
            median_days_to_close?: number | null;
            /**
             * Format: int64
             * @description Still open.
             */
            open: number;
            /**
             * Format: int64
             * @description Open and past the day that counts now.
             */
            overdue: number;
            /** @description Results that were verified, by when they had been sent. */
            sent: components["schemas"]["DashboardOnTime"];
        };
        /** @description The dashboard of a day. */
        DashboardView: {
            /** @description Findings recorded in the period that stand. */
            findings: components["schemas"]["DashboardFindings"];
            from?: components["schemas"]["LocalDate"] | null;
            /** @description Inspections whose last planned day is in the period. */
            inspections: components["schemas"]["DashboardInspections"];
            /** @description The day for which ages and lateness were computed. */
            on: components["schemas"]["LocalDate"];
            /** @description Lines of the yearly plans against what was done, by level. */
            plan: components["schemas"]["DashboardPlan"][];
            /** @description Corrective action requests issued in the period. */
            requests: components["schemas"]["DashboardRequests"];
            to?: components["schemas"]["LocalDate"] | null;
        };
        /**
         * @description What is due.
         * @enum {string}
         */
        DeadlineKind: "plan" | "implementation" | "effectiveness";
        /** @description The deadlines of corrective action requests, in working days: each programme says its own, none is in the program. */
        Deadlines: {
            /**
             * Format: int32
             * @description From verification until effectiveness is judged.
             */
            effectiveness: number;
            /** @description Grades of which effectiveness is judged; every nonconformity, graded or not, unless given. */
            effectiveness_grades?: string[] | null;
            /**
             * Format: int32
             * @description From acceptance of the plan until it is carried out.
             */
            implementation: number;
            /**
             * Format: int32
             * @description From issue until the unit has sent its plan.
             */
            plan: number;
        };
        /** @description The decision behind a reorganisation. */
        Decision: {
            /** @description The first day of the new state; the day before is the last day of what ends. */
            effective_on: components["schemas"]["LocalDate"];
            /** @description Its number, such as `1684/NQ-UBTVQH15`. */
            number: string;
            /** @description The day it was signed. */
            signed_on: components["schemas"]["LocalDate"];
        };
        /** @description A decision. */
        DecisionView: {
            /** @description The first day of the new state. */
            effective_on: components["schemas"]["LocalDate"];
            /** @description Its number. */
            number: string;
            /** @description The day it was signed. */
            signed_on: components["schemas"]["LocalDate"];
        };
        /** @description A declaration: what a device is going to bring. */
        DeclareEvidence: {
            attached_to?: components["schemas"]["AttachedTo"] | null;
            /** @description What it shows. */
            caption?: string;
            captured_at?: components["schemas"]["Instant"] | null;
            /** @description The IANA zone the device was in, such as `Asia/Ho_Chi_Minh`. */
            captured_zone?: string | null;
            /**
             * Format: uuid
             * @description The id, made by the device (UUID version 7).
             */
            id: string;
            /**
             * Format: uuid
             * @description The inspection it was gathered in.
             */
            inspection_id: string;
            /** @description Media type, such as `image/jpeg`. */
            media_type: string;
            place?: components["schemas"]["Place"] | null;
            /** @description SHA-256 of the bytes, 64 hexadecimal digits. */
            sha256: string;
            /**
             * Format: int64
             * @description Size in bytes.
             */
            size: number;
        };
        /** @description A delegation. */
        DelegationView: {
            ended_at?: components["schemas"]["Instant"] | null;
            /**
             * Format: uuid
             * @description The chair.
             */
            from_user_id: string;
            /**
             * Format: uuid
             * @description The delegation.
             */
            id: string;
            /**
             * Format: uuid
             * @description The organisation at and below which it holds.
             */
            organisation_id: string;
            /** @description Why, or the number of the paper. */
            reason: string;
            /**
             * Format: uuid
             * @description The member.
             */
            to_user_id: string;
            /** @description First day. */
            valid_from: components["schemas"]["LocalDate"];
            /** @description Last day. */
            valid_to: components["schemas"]["LocalDate"];
            /**
             * Format: int64
             * @description Version.
             */
            version: number;
        };
        /** @description A smaller copy. */
        DerivativeView: {
            /**
             * Format: int64
             * @description Length in bytes.
             */
            bytes: number;
            /**
             * Format: int32
             * @description Height in pixels.
             */
            height: number;
            /** @description SHA-256, which is also its `ETag`. */
            sha256: string;
            /** @description Longest side, in pixels: the `size` to ask for. */
            size: string;
            /**
             * Format: int32
             * @description Width in pixels.
             */
            width: number;
        };
        /** @description A device that signs in. */
        DeviceRequest: {
            /** @description Version of the app, for the list of devices. */
            app_version?: string | null;
            /**
             * Format: uuid
             * @description The id it was given at an earlier sign-in.
             */
            id?: string | null;
            /** @description A name its owner recognises. */
            name: string;
            /** @description `android`, `ios`, `web` … */
            platform: string;
            public_key?: components["schemas"]["PublicJwk"] | null;
        };
        /** @description A device and how its synchronisation fares. */
        DeviceView: {
            /** @description Version of its app, as it last said. */
            app_version?: string | null;
            /**
             * Format: int64
             * @description Server clock less device clock at the last push, in milliseconds.
             */
            clock_offset_ms?: number | null;
            /** @description First sign-in. */
            created_at: components["schemas"]["Instant"];
            /**
             * Format: uuid
             * @description The device.
             */
            id: string;
            last_pull_at?: components["schemas"]["Instant"] | null;
            last_push_at?: components["schemas"]["Instant"] | null;
            /** @description Last time a session was opened or refreshed. */
            last_seen_at: components["schemas"]["Instant"];
            /** @description Its name. */
            name: string;
            /**
             * Format: int64
             * @description Operations of it that are parked here and not decided.
             */
            parked_ops: number;
            /**
             * Format: int64
             * @description Files that wait on it to be sent, as it last said.
             */
            pending_files?: number | null;
            /**
             * Format: int64
             * @description Operations that wait on it to be sent, as it last said.
             */
            pending_ops?: number | null;
            /** @description Its platform. */
            platform: string;
            revoked_at?: components["schemas"]["Instant"] | null;
            /**
             * Format: uuid
             * @description Whose.
             */
            user_id: string;
            /**
             * Format: int64
             * @description Version.
             */
            version: number;
        };
        /** @description What the server holds of each stream. */
        DigestAnswer: {
            /** @description The time of the server. */
            server_time: components["schemas"]["Instant"];
            /** @description The streams that the person follows. */
            streams: components["schemas"]["StreamDigest"][];
        };
        /** @description Where a device believes it is. */
        DigestRequest: {
            /** @description The cursor of the last pull. */
            cursor: string;
            /**
             * Format: uuid
             * @description The device, as the sign-in named it.
             */
            device_id: string;
            /**
             * Format: int64
             * @description Number of the record schema that the client knows; 1 now.
             */
            schema?: number | null;
        };
        /** @description A due day that a request has or had. */
        DueDayView: {
            /** @description Until the end of this day. */
            due_on: components["schemas"]["LocalDate"];
            /**
             * Format: int32
             * @description The extension that set it, by its place.
             */
            extension?: number | null;
            /** @description What is or was due. */
            kind: components["schemas"]["DeadlineKind"];
            /** @description Set at. */
            set_at: components["schemas"]["Instant"];
        };
        /** @description What counts now, and how much of it is left. Computed for the day on which it is asked. */
        DueView: {
            /**
             * Format: int32
             * @description Days left; negative when overdue.
             */
            days_left: number;
            /** @description Until the end of this day. */
            due_on: components["schemas"]["LocalDate"];
            /** @description What is due. */
            kind: components["schemas"]["DeadlineKind"];
            /** @description The day is over. */
            overdue: boolean;
        };
        /** @description What may change in the plan; absent fields stay as they are. */
        EditInspection: {
            /** @description Agenda. */
            agenda?: Record<string, never>[] | null;
            checklist?: components["schemas"]["ChecklistChoice"] | null;
            /** @description Conclusion. */
            conclusion?: string | null;
            /** @description Unresolved disagreements. */
            disagreements?: string | null;
            /** @description Clauses that do not apply, with the reason. */
            exclusions?: Record<string, never>[] | null;
            form?: components["schemas"]["Form"] | null;
            /** @description Number of the minutes or report, until issue. */
            number?: string | null;
            /** @description The unit's opinion. */
            opinion?: string | null;
            planned_from?: components["schemas"]["LocalDate"] | null;
            planned_to?: components["schemas"]["LocalDate"] | null;
            /** @description Procedures and fields covered. */
            scope?: Record<string, never> | null;
            /** @description Sessions held. */
            sessions?: Record<string, never>[] | null;
        };
        /** @description A correction of the register. Absent fields stay; `null` empties. A change by decision is `reorganise`, which keeps history. */
        EditOrganisation: {
            /** @description Address. */
            address?: string | null;
            /** @description Code. */
            code?: string | null;
            /** @description E-mail address. */
            email?: string | null;
            /** @description Code of its kind. */
            kind?: string | null;
            level?: components["schemas"]["Level"] | null;
            /** @description Full name. */
            name?: string | null;
            /**
             * Format: uuid
             * @description Direct superior.
             */
            parent_id?: string | null;
            /** @description Telephone number. */
            phone?: string | null;
            /**
             * Format: uuid
             * @description Second superior.
             */
            second_superior_id?: string | null;
            /** @description Short name. */
            short_name?: string | null;
            /** @description Code of the administrative unit. */
            unit_code?: string | null;
            valid_from?: components["schemas"]["LocalDate"] | null;
            valid_to?: components["schemas"]["LocalDate"] | null;
        };
        /** @description What may change in a programme. Fields that are left out stay as they are; null takes a value away. */
        EditProgramme: {
            /** @description Amendments to the standard that are asked. */
            amendments?: string[] | null;
            /**
             * Format: int64
             * @description Budget in đồng.
             */
            budget_vnd?: number | null;
            deadlines?: components["schemas"]["Deadlines"] | null;
            decision?: components["schemas"]["ProgrammeDecision"] | null;
            /** @description Whether findings are graded. */
            grading?: boolean | null;
            /**
             * Format: uuid
             * @description The rating scheme of its inspections.
             */
            rating_scheme_id?: string | null;
            /** @description Title. */
            title?: string | null;
            window?: components["schemas"]["ProgrammeWindow"] | null;
            /**
             * Format: int32
             * @description Calendar year.
             */
            year?: number | null;
        };
        /** @description What may change in a task. Fields that are left out stay as they are; null takes the day away. */
        EditTask: {
            /** @description Units that co-operate. */
            co_operating?: string[] | null;
            due_on?: components["schemas"]["LocalDate"] | null;
            /**
             * Format: uuid
             * @description The unit that leads it.
             */
            lead_organisation_id?: string | null;
            /** @description What there is to say about it. */
            note?: string | null;
            /**
             * Format: int32
             * @description How far it is, 0 to 100.
             */
            progress_percent?: number | null;
            /** @description What is to be done. */
            title?: string | null;
        };
        /** @description What may change in an account; absent fields stay as they are. */
        EditUser: {
            /** @description May sign in. */
            active?: boolean | null;
            /** @description Full name. */
            display_name?: string | null;
            /** @description E-mail address; `null` empties it. */
            email?: string | null;
            locale?: components["schemas"]["Lang"] | null;
            /**
             * Format: uuid
             * @description The organisation that employs them.
             */
            organisation_id?: string | null;
            /** @description A new password, set by an administrator. */
            password?: string | null;
            /** @description Telephone number; `null` empties it. */
            phone?: string | null;
            /** @description Position (chức vụ). */
            title?: string | null;
        };
        /**
         * @description Whether the cause stays away.
         * @enum {string}
         */
        Effectiveness: "pending" | "not_required" | "effective" | "ineffective";
        /** @description One entry of the activity. */
        EntryView: {
            /** @description What was done. */
            action: string;
            /** @description When the server wrote it. */
            at: components["schemas"]["Instant"];
            /** @description `{field: [from, to]}` and particulars. */
            changes: Record<string, never>;
            claimed_at?: components["schemas"]["Instant"] | null;
            /**
             * Format: uuid
             * @description On which device.
             */
            device_id?: string | null;
            /** @description Hash of this entry. */
            hash: string;
            /** @description Hash of the entry before it in the chain. */
            prev_hash: string;
            /**
             * Format: uuid
             * @description The record.
             */
            record_id: string;
            /** @description Kind of the record. */
            record_kind: string;
            /**
             * Format: int64
             * @description Place in its chain, from 1.
             */
            seq: number;
            /**
             * Format: uuid
             * @description Who; absent for the program itself.
             */
            user_id?: string | null;
        };
        /**
         * @description Something that happens to an inspection.
         * @enum {string}
         */
        Event: "notify" | "start" | "conclude" | "reopen" | "sign" | "issue" | "archive" | "cancel";
        /**
         * @description How far a piece of evidence has come.
         * @enum {string}
         */
        EvidenceState: "declared" | "receiving" | "stored" | "verified" | "refused";
        /** @description A piece of evidence. */
        EvidenceView: {
            /** @description What it belongs to. */
            attached_to: components["schemas"]["AttachedTo"];
            /** @description What it shows. */
            caption: string;
            captured_at?: components["schemas"]["Instant"] | null;
            /**
             * Format: uuid
             * @description Who declared it.
             */
            captured_by?: string | null;
            /** @description The zone of that clock. */
            captured_zone?: string | null;
            content_deleted_at?: components["schemas"]["Instant"] | null;
            /** @description When the declaration reached the server. */
            declared_at: components["schemas"]["Instant"];
            /** @description Smaller copies; of redacted evidence, copies of the redacted picture. */
            derivatives: components["schemas"]["DerivativeView"][];
            /**
             * Format: uuid
             * @description On which device.
             */
            device_id?: string | null;
            facts?: components["schemas"]["Facts"] | null;
            /**
             * Format: uuid
             * @description The evidence.
             */
            id: string;
            /**
             * Format: uuid
             * @description The inspection it was gathered in.
             */
            inspection_id: string;
            /** @description Declared media type. */
            media_type: string;
            place?: components["schemas"]["Place"] | null;
            /** @description Whether smaller copies can be had. */
            preview: components["schemas"]["PreviewView"];
            redaction?: components["schemas"]["StandingView"] | null;
            refusal?: components["schemas"]["ReasonView"] | null;
            /** @description Declared SHA-256. */
            sha256: string;
            /**
             * Format: int64
             * @description Declared size in bytes.
             */
            size: number;
            /** @description How far it has come. */
            state: components["schemas"]["EvidenceState"];
            stored_at?: components["schemas"]["Instant"] | null;
            upload?: components["schemas"]["UploadView"] | null;
            /**
             * Format: int64
             * @description Version.
             */
            version: number;
            /** @description Taken back. */
            withdrawn: boolean;
        };
        /** @description The words of a decision. */
        ExtensionDecision: {
            /** @description Why. */
            reason: string;
        };
        /**
         * @description What became of it.
         * @enum {string}
         */
        ExtensionState: "asked" | "granted" | "refused" | "lapsed";
        /** @description An extension. */
        ExtensionView: {
            /** @description Asked at. */
            asked_at: components["schemas"]["Instant"];
            /**
             * Format: uuid
             * @description Who asked.
             */
            asked_by: string;
            decided_at?: components["schemas"]["Instant"] | null;
            /**
             * Format: uuid
             * @description Who decided.
             */
            decided_by?: string | null;
            /** @description The words of the decision. */
            decision?: string | null;
            /** @description The day as it stood. */
            from_on: components["schemas"]["LocalDate"];
            /** @description Which due day. */
            kind: components["schemas"]["DeadlineKind"];
            /**
             * Format: int32
             * @description Its place among the extensions of the request: the `n` of its address.
             */
            n: number;
            /** @description Why. */
            reason: string;
            /** @description What became of it. */
            state: components["schemas"]["ExtensionState"];
            /** @description The day asked for. */
            to_on: components["schemas"]["LocalDate"];
        };
        /** @description What a file says of itself: claims of whoever wrote it, kept beside what was declared. */
        Facts: {
            /**
             * Format: double
             * @description Metres above sea level.
             */
            altitude?: number | null;
            /** @description Local time of the camera's clock, ISO 8601 without a zone. */
            captured_local?: string | null;
            /** @description The offset from UTC that the camera recorded, such as `+07:00`. */
            captured_offset?: string | null;
            /** @description What whoever opens the file should know, by code. */
            cautions?: string[];
            /**
             * Format: int64
             * @description Length of a recording in milliseconds, when it says so.
             */
            duration_ms?: number | null;
            /** @description Claims in the file that could not be used, by code. */
            flaws: string[];
            /**
             * Format: int32
             * @description Height in pixels once it is the right way up.
             */
            height?: number | null;
            /** @description Maker of the camera. */
            make?: string | null;
            /** @description Media type by content. */
            media_type?: string | null;
            /** @description Model of the camera. */
            model?: string | null;
            /**
             * Format: int32
             * @description How the stored pixels have to be turned: the Exif value, 1 to 8.
             */
            orientation?: number | null;
            /**
             * Format: int32
             * @description Pages of a document, when it says so plainly.
             */
            pages?: number | null;
            place?: components["schemas"]["Place"] | null;
            /**
             * Format: int64
             * @description Bytes behind the end of the picture.
             */
            trailing_bytes: number;
            /**
             * Format: int32
             * @description Width in pixels once it is the right way up.
             */
            width?: number | null;
        };
        /** @description One place that is wrong. */
        FieldErrorBody: {
            /** @description Stable code. */
            code: string;
            /** @description What is wrong there, in the reader's language. */
            detail: string;
            /** @description JSON pointer into the body; empty for the whole. */
            pointer: string;
        };
        /** @description What became of a photo. */
        FileOutcome: {
            /**
             * Format: uuid
             * @description The evidence.
             */
            evidence_id: string;
            /** @description Why it was refused, in both languages. */
            problem?: Record<string, never> | null;
            /** @description `stored`, `repeated` when its bytes were here already, or `refused`. */
            status: string;
        };
        /**
         * @description Something that happens to a finding.
         * @enum {string}
         */
        FindingEvent: "record" | "accept" | "dispute" | "uphold" | "withdraw" | "close" | "reopen";
        /** @description What may be said with an event. */
        FindingParticulars: {
            /** @description Why. */
            reason?: string | null;
        };
        /**
         * @description Where a finding stands.
         * @enum {string}
         */
        FindingStatus: "draft" | "recorded" | "accepted" | "disputed" | "upheld" | "withdrawn" | "closed";
        /** @description A finding. */
        FindingView: {
            /** @description What the caller may do now; absent where nobody asks for themselves. */
            allowed?: components["schemas"]["FindingEvent"][] | null;
            /** @description Clause numbers. */
            clauses: string[];
            /** @description Made at. */
            created_at: components["schemas"]["Instant"];
            /** @description The edition it was raised against. */
            edition: string;
            /** @description The evidence. */
            evidence_statement: string;
            /** @description Grade. */
            grade?: string | null;
            /**
             * Format: uuid
             * @description The finding.
             */
            id: string;
            /**
             * Format: uuid
             * @description The inspection.
             */
            inspection_id: string;
            /** @description The legal text concerned. */
            legal_reference: string;
            /** @description What the device called it. */
            local_label: string;
            /** @description `F-<inspection>-<nn>`. */
            number?: string | null;
            /** @description What was seen. */
            observed: string;
            /**
             * Format: uuid
             * @description The audited unit.
             */
            organisation_id: string;
            /** @description The procedure concerned. */
            procedure: string;
            /**
             * Format: uuid
             * @description An earlier finding of the same unit and clause that the program found in the unit's history.
             */
            proposed_repeat_of?: string | null;
            /**
             * Format: uuid
             * @description The inspector who drafted it.
             */
            raised_by?: string | null;
            /** @description Why it was last disputed, upheld, withdrawn or closed. */
            reason?: string | null;
            recorded_at?: components["schemas"]["Instant"] | null;
            /**
             * Format: uuid
             * @description An earlier finding of the same unit and clause.
             */
            repeat_of?: string | null;
            /** @description What is required. */
            requirement: string;
            /**
             * Format: uuid
             * @description The response it came from.
             */
            response_id?: string | null;
            /** @description Status. */
            status: components["schemas"]["FindingStatus"];
            /**
             * Format: int64
             * @description Version.
             */
            version: number;
            /** @description Withdrawn while a draft. */
            withdrawn: boolean;
        };
        /** @description Something that keeps a draft from being published. */
        FlawView: {
            /** @description Stable code, kebab-case. */
            code: string;
            /** @description What is wrong there. */
            detail: components["schemas"]["TextView"];
            /** @description JSON pointer into the document. */
            pointer: string;
        };
        /**
         * @description How it is held.
         * @enum {string}
         */
        Form: "on_site" | "by_file";
        /** @description A grant. */
        GrantView: {
            ended_at?: components["schemas"]["Instant"] | null;
            /**
             * Format: uuid
             * @description The grant.
             */
            id: string;
            /**
             * Format: uuid
             * @description Where.
             */
            organisation_id: string;
            /** @description The role. */
            role: components["schemas"]["Role"];
            /**
             * Format: uuid
             * @description To whom.
             */
            user_id: string;
            /** @description First day. */
            valid_from: components["schemas"]["LocalDate"];
            valid_to?: components["schemas"]["LocalDate"] | null;
            /**
             * Format: int64
             * @description Version.
             */
            version: number;
        };
        /** @description The records of one collection in one stream, withdrawn ones left out. */
        Holding: {
            /**
             * Format: int64
             * @description How many.
             */
            count: number;
            /** @description SHA-256, lower-case hex, over a line `<id> <change>` for each record, in the order of ids, each line ended by a line feed. */
            hash: string;
        };
        /** @description What an import did, or would do. */
        Imported: {
            /** @description New organisations. */
            created: number;
            /** @description Nothing was written. */
            dry_run: boolean;
            /** @description Rows of the file, without the heading. */
            rows: number;
            /** @description Organisations that were so already. */
            unchanged: number;
            /** @description Changed organisations. */
            updated: number;
            /** @description Oddities, by row. */
            warnings: components["schemas"]["Warning"][];
        };
        /** @description What became of a bundle. */
        ImportedBundle: {
            /**
             * Format: uuid
             * @description The bundle.
             */
            bundle_id: string;
            /**
             * Format: uuid
             * @description The device that made it.
             */
            device_id: string;
            /** @description What became of each photo. */
            files: components["schemas"]["FileOutcome"][];
            /** @description `{op_id, status, …}` for each operation, in their order, without records. */
            outcomes: Record<string, never>[];
            /** @description The receipt for the device that made it; it may travel back to it the way the bundle came. */
            receipt: string;
            /**
             * Format: uuid
             * @description The person whose work it is.
             */
            user_id: string;
        };
        /**
         * @description Which document of an inspection.
         * @enum {string}
         */
        InspectionDocument: "minutes" | "report";
        /** @description An inspection. */
        InspectionView: {
            /** @description Agenda. */
            agenda: Record<string, never>[];
            /** @description What the caller may do next. */
            allowed?: components["schemas"]["Event"][] | null;
            /** @description Amendments asked. */
            amendments: string[];
            /** @description Its digest. */
            checklist_digest: string;
            /**
             * Format: uuid
             * @description The checklist version.
             */
            checklist_id: string;
            /** @description Short code. */
            code: string;
            concluded_at?: components["schemas"]["Instant"] | null;
            /** @description Conclusion. */
            conclusion: string;
            /** @description Made at. */
            created_at: components["schemas"]["Instant"];
            /** @description Unresolved disagreements. */
            disagreements: string;
            /** @description Clauses that do not apply, with the reason. */
            exclusions: Record<string, never>[];
            /** @description Form. */
            form: components["schemas"]["Form"];
            /** @description Digest of the frozen content. */
            frozen_digest?: string | null;
            /** @description Findings are graded. */
            grading: boolean;
            /**
             * Format: uuid
             * @description The inspection.
             */
            id: string;
            /** @description Kind. */
            kind: components["schemas"]["Kind"];
            /** @description Number of the notice. */
            notice_number?: string | null;
            notice_sent_on?: components["schemas"]["LocalDate"] | null;
            /** @description Number given at issue. */
            number?: string | null;
            /** @description The unit's opinion. */
            opinion: string;
            /** @description The audited unit. */
            organisation: components["schemas"]["UnitView"];
            /** @description First planned day. */
            planned_from: components["schemas"]["LocalDate"];
            /** @description Last planned day. */
            planned_to: components["schemas"]["LocalDate"];
            /**
             * Format: uuid
             * @description Its programme.
             */
            programme_id?: string | null;
            /**
             * Format: uuid
             * @description How it is scored.
             */
            rating_scheme_id?: string | null;
            /** @description Why it was cancelled or reopened. */
            reason?: string | null;
            /** @description Procedures and fields covered. */
            scope: Record<string, never>;
            /** @description Sessions held. */
            sessions: Record<string, never>[];
            started_at?: components["schemas"]["Instant"] | null;
            /** @description Status. */
            status: components["schemas"]["Status"];
            /** @description The team. */
            team: components["schemas"]["MemberView"][];
            team_decided_on?: components["schemas"]["LocalDate"] | null;
            /** @description Number of the decision that set up the team. */
            team_decision_number?: string | null;
            /**
             * Format: int64
             * @description Version.
             */
            version: number;
            /** @description IANA zone. */
            zone: string;
        };
        /**
         * Format: date-time
         * @description A moment, in whole milliseconds since 1970-01-01T00:00:00Z. In JSON: RFC 3339, UTC, three decimals.
         * @example 2026-03-09T02:15:00.000Z
         */
        Instant: string;
        /** @description A key to register. */
        KeyRequest: {
            /** @description The public key. */
            public_key: components["schemas"]["PublicJwk"];
        };
        /** @description A key that is registered. */
        KeyView: {
            /** @description Its name, the thumbprint of its JWK (RFC 7638): the `kid` of what it signs. */
            kid: string;
        };
        /**
         * @description What kind of inspection.
         * @enum {string}
         */
        Kind: "external" | "internal_audit" | "self_check" | "follow_up";
        /** @description Numbers of one kind and level. */
        KindCount: {
            /**
             * Format: int64
             * @description Anywhere below.
             */
            below: number;
            /**
             * Format: int64
             * @description Directly below, through either superior.
             */
            children: number;
            /** @description Code of the kind. */
            kind: string;
            /** @description Level. */
            level: string;
        };
        /** @description A kind of organisation. */
        KindView: {
            /** @description Stable code. */
            code: string;
            /** @description Name in English. */
            name_en: string;
            /** @description Name in Vietnamese. */
            name_vi: string;
            /**
             * Format: int32
             * @description Place in lists, from 1.
             */
            position: number;
        };
        /**
         * @description A language of the user interface.
         * @enum {string}
         */
        Lang: "vi" | "en";
        /** @description How a sampled dossier kept its time. */
        Lateness: {
            /**
             * Format: int32
             * @description Days after the due day; 0 when in time.
             */
            days_late?: number | null;
            /** @description Returned on or before the due day; absent while it cannot be said. */
            on_time?: boolean | null;
            /** @description For each step: actual less planned days, where both are known. */
            step_deviations: (number | null)[];
        };
        /**
         * @description The tier of government an organisation belongs to.
         * @enum {string}
         */
        Level: "central" | "provincial" | "district" | "communal";
        /**
         * Format: date
         * @description A calendar day without a time, kept and sent as `YYYY-MM-DD` (so text order is date order).
         * @example 2026-03-09
         */
        LocalDate: string;
        /** @description The caller: person, grants, device. */
        MeView: {
            /**
             * Format: uuid
             * @description The device of this session.
             */
            device_id: string;
            /** @description Grants in force. */
            grants: components["schemas"]["OwnGrantView"][];
            /** @description The time of the server. */
            server_time: components["schemas"]["Instant"];
            /** @description The person. */
            user: components["schemas"]["PersonView"];
        };
        /** @description One member. */
        Member: {
            /** @description They have declared that they are independent of the unit. */
            independence_declared?: boolean;
            /** @description What they are on the team. */
            team_role: components["schemas"]["TeamRole"];
            /**
             * Format: uuid
             * @description The person.
             */
            user_id: string;
        };
        /** @description A member of the team. */
        MemberView: {
            /** @description Full name. */
            display_name: string;
            independence_declared_at?: components["schemas"]["Instant"] | null;
            /** @description What they are on the team. */
            team_role: components["schemas"]["TeamRole"];
            /** @description Position. */
            title: string;
            /**
             * Format: uuid
             * @description The person.
             */
            user_id: string;
        };
        /**
         * @description Into what organisations merge: an existing one (`successor_id`), or a new one (`code` and `name`).
         *     The id of an existing one may stand alone, as text.
         */
        MergeInto: {
            /**
             * @description Code of the new one.
             * @default null
             */
            code: string | null;
            /**
             * Format: uuid
             * @description The id of the new one, when the client makes it.
             * @default null
             */
            id: string | null;
            /**
             * @description Kind of the new one; that of the organisation unless given.
             * @default null
             */
            kind: string | null;
            /** @default null */
            level: components["schemas"]["Level"] | null;
            /**
             * @description Name of the new one.
             * @default null
             */
            name: string | null;
            /**
             * Format: uuid
             * @description Superior of the new one; that of the organisation unless given.
             * @default null
             */
            parent_id: string | null;
            /**
             * Format: uuid
             * @description The existing organisation that takes over.
             * @default null
             */
            successor_id: string | null;
            /**
             * @description Other organisations that merge by the same decision, each as it was seen.
             * @default []
             */
            together_with: components["schemas"]["SeenOrganisation"][];
        };
        /** @description A message. */
        MessageView: {
            /** @description When. */
            at: components["schemas"]["Instant"];
            /**
             * Format: uuid
             * @description The message.
             */
            id: string;
            /** @description What. */
            text: string;
            /**
             * Format: uuid
             * @description Who wrote it.
             */
            user_id: string;
        };
        /** @description A new request. */
        NewCar: {
            /** @description The findings it answers for: recorded ones of one unit, none of them with an open request already. */
            finding_ids: string[];
            /**
             * Format: uuid
             * @description The id, when the client makes it (UUID version 7).
             */
            id?: string | null;
        };
        /** @description The form of a request to be made. */
        NewCarForm: {
            lang?: components["schemas"]["Lang"] | null;
        };
        /** @description A new delegation. */
        NewDelegation: {
            /**
             * Format: uuid
             * @description The organisation at and below which they may close requests.
             */
            organisation_id: string;
            /** @description Why, or the number of the paper. */
            reason: string;
            /**
             * Format: uuid
             * @description The member of the committee.
             */
            to_user_id: string;
            /** @description First day. */
            valid_from: components["schemas"]["LocalDate"];
            /** @description Last day. */
            valid_to: components["schemas"]["LocalDate"];
        };
        /** @description A follow-up inspection to be planned. */
        NewFollowUp: {
            /** @description The requests to look at; every open one of the unit unless given. */
            car_ids?: string[] | null;
            /** @description Form. */
            form: components["schemas"]["Form"];
            /**
             * Format: uuid
             * @description The id, when the client makes it (UUID version 7).
             */
            id?: string | null;
            /**
             * Format: uuid
             * @description The unit.
             */
            organisation_id: string;
            /** @description First planned day. */
            planned_from: components["schemas"]["LocalDate"];
            /** @description Last planned day. */
            planned_to: components["schemas"]["LocalDate"];
            /**
             * Format: uuid
             * @description The programme it belongs to.
             */
            programme_id?: string | null;
        };
        /** @description A new grant. */
        NewGrant: {
            /**
             * Format: uuid
             * @description Where.
             */
            organisation_id: string;
            /** @description The role. */
            role: components["schemas"]["Role"];
            valid_from?: components["schemas"]["LocalDate"] | null;
            valid_to?: components["schemas"]["LocalDate"] | null;
        };
        /** @description A new inspection. */
        NewInspection: {
            /** @description Amendments asked; only without a programme. */
            amendments?: string[] | null;
            /** @description The checklist. */
            checklist: components["schemas"]["ChecklistChoice"];
            /** @description Form. */
            form: components["schemas"]["Form"];
            /** @description Findings are graded; only without a programme. */
            grading?: boolean | null;
            /**
             * Format: uuid
             * @description The id, when the client makes it (UUID version 7).
             */
            id?: string | null;
            /** @description Kind. */
            kind: components["schemas"]["Kind"];
            /**
             * Format: uuid
             * @description The audited unit.
             */
            organisation_id: string;
            /** @description First planned day. */
            planned_from: components["schemas"]["LocalDate"];
            /** @description Last planned day. */
            planned_to: components["schemas"]["LocalDate"];
            /**
             * Format: uuid
             * @description The programme it belongs to; grading, amendments and scoring come from there.
             */
            programme_id?: string | null;
            /** @description Procedures and fields covered. */
            scope?: Record<string, never> | null;
            /** @description IANA zone; `Asia/Ho_Chi_Minh` unless given. */
            zone?: string | null;
        };
        /** @description A new kind of organisation. */
        NewKind: {
            /** @description Stable code; a–z, 0–9, `_`. */
            code: string;
            /** @description Name in English. */
            name_en: string;
            /** @description Name in Vietnamese. */
            name_vi: string;
        };
        /** @description A new message. */
        NewMessage: {
            /** @description What. */
            text: string;
        };
        /** @description A new organisation. */
        NewOrganisation: {
            /** @description Address. */
            address?: string | null;
            /** @description Code, unique within its register; letters, digits, `.`, `-`, `_`, `/`. */
            code: string;
            /** @description E-mail address. */
            email?: string | null;
            /**
             * Format: uuid
             * @description The id, when the client makes it (UUID version 7).
             */
            id?: string | null;
            /** @description Code of its kind. */
            kind: string;
            /** @description Level. */
            level: components["schemas"]["Level"];
            /** @description Full name. */
            name: string;
            /**
             * Format: uuid
             * @description Direct superior; the top of a register is made by the operator alone.
             */
            parent_id?: string | null;
            /** @description Telephone number. */
            phone?: string | null;
            /**
             * Format: uuid
             * @description Second superior of a vertically managed body.
             */
            second_superior_id?: string | null;
            /** @description Short name. */
            short_name?: string | null;
            /** @description Code of the administrative unit. */
            unit_code?: string | null;
            valid_from?: components["schemas"]["LocalDate"] | null;
            valid_to?: components["schemas"]["LocalDate"] | null;
        };
        /** @description A new programme. */
        NewProgramme: {
            /** @description Amendments to the standard that are asked, in any common spelling: `9001:2015/Amd 1:2024`. */
            amendments?: string[];
            /**
             * Format: int64
             * @description Budget in đồng.
             */
            budget_vnd?: number | null;
            deadlines?: components["schemas"]["Deadlines"] | null;
            decision?: components["schemas"]["ProgrammeDecision"] | null;
            /** @description Whether findings are graded; they are unless said otherwise. */
            grading?: boolean;
            /**
             * Format: uuid
             * @description The id, when the client makes it (UUID version 7).
             */
            id?: string | null;
            /**
             * Format: uuid
             * @description The office or province that owns it.
             */
            organisation_id: string;
            /**
             * Format: uuid
             * @description The rating scheme of its inspections.
             */
            rating_scheme_id?: string | null;
            /** @description Title. */
            title: string;
            window?: components["schemas"]["ProgrammeWindow"] | null;
            /**
             * Format: int32
             * @description Calendar year.
             */
            year: number;
        };
        /** @description A document to be made about an inspection. */
        NewReport: {
            /** @description Minutes or report. */
            kind: components["schemas"]["InspectionDocument"];
            lang?: components["schemas"]["Lang"] | null;
            /** @description Number and symbol of this document; that of the inspection unless given. */
            number?: string | null;
        };
        /** @description One statement. */
        NewStatedTotal: {
            /** @description Of which kind; of all kinds unless given. */
            kind?: string | null;
            level?: components["schemas"]["Level"] | null;
            /** @description Where it was said: report, decision, plan. */
            source: string;
            /**
             * Format: int32
             * @description The number, as it was said.
             */
            stated: number;
            /** @description The day for which it was said. */
            stated_on: components["schemas"]["LocalDate"];
        };
        /** @description A new task. */
        NewTask: {
            /** @description Units that co-operate. */
            co_operating?: string[];
            due_on?: components["schemas"]["LocalDate"] | null;
            /**
             * Format: uuid
             * @description The id, when the client makes it (UUID version 7).
             */
            id?: string | null;
            /**
             * Format: uuid
             * @description The unit that leads it.
             */
            lead_organisation_id: string;
            /** @description What there is to say about it. */
            note?: string;
            /**
             * Format: int32
             * @description How far it is, 0 to 100.
             */
            progress_percent?: number;
            /** @description What is to be done. */
            title: string;
        };
        /** @description A new account. */
        NewUser: {
            /** @description Full name. */
            display_name: string;
            /** @description E-mail address. */
            email?: string | null;
            /**
             * Format: uuid
             * @description The id, when the client makes it (UUID version 7).
             */
            id?: string | null;
            /** @description Preferred language, `vi` unless given. */
            locale?: components["schemas"]["Lang"];
            /**
             * Format: uuid
             * @description The organisation that employs them.
             */
            organisation_id: string;
            /** @description First password, 10 characters at least. */
            password: string;
            /** @description Telephone number. */
            phone?: string | null;
            /** @description Position (chức vụ). */
            title?: string;
            /** @description Account name; letters, digits, `.`, `-`, `_`. */
            username: string;
        };
        /** @description Nothing more than the event itself. */
        Nothing: Record<string, never>;
        /** @description Nothing to say. */
        NothingToSay: Record<string, never>;
        /** @description The notice to the unit. */
        Notice: {
            /** @description Its number. */
            notice_number: string;
            /** @description When it was sent. */
            notice_sent_on: components["schemas"]["LocalDate"];
        };
        /** @description A notice. */
        NoticeView: {
            /** @description Written at. */
            created_at: components["schemas"]["Instant"];
            /**
             * Format: uuid
             * @description The notice.
             */
            id: string;
            /** @description Stable code of its kind. */
            kind: string;
            mailed_at?: components["schemas"]["Instant"] | null;
            /** @description The particulars that fill the texts. */
            params: components["schemas"]["BTreeMap"];
            /** @description The page of that record, from the root of the portal; absent when it has none. */
            path?: string | null;
            read_at?: components["schemas"]["Instant"] | null;
            /**
             * Format: uuid
             * @description The record it is about.
             */
            record_id: string;
            /** @description Kind of the record it is about. */
            record_kind: string;
            /** @description What happened and what is asked for, in the reader's language. */
            text: string;
            /** @description One line in the reader's language. */
            title: string;
        };
        /** @description An organisation with its history and its numbers. */
        OrganisationDetail: components["schemas"]["OrganisationView"] & {
            /** @description How many are below it today. */
            counts: components["schemas"]["Counts"];
            /** @description What it came from, its own former names among them. */
            predecessors: components["schemas"]["SuccessionView"][];
            /** @description What documents say about how many there are, beside what the register counts. */
            stated_totals: components["schemas"]["StatedTotalView"][];
            /** @description What came of it. */
            successors: components["schemas"]["SuccessionView"][];
            /** @description Differences to be looked at; nothing is mended by the program. */
            warnings: components["schemas"]["Warning"][];
        };
        /** @description An organisation. */
        OrganisationView: {
            /** @description Address. */
            address?: string | null;
            /** @description Code, unique within its register. */
            code: string;
            /** @description Made at. */
            created_at: components["schemas"]["Instant"];
            /** @description E-mail address. */
            email?: string | null;
            /**
             * Format: uuid
             * @description The organisation.
             */
            id: string;
            /** @description Code of its kind. */
            kind: string;
            /** @description `central`, `provincial`, `district` or `communal`. */
            level: string;
            /** @description Full name. */
            name: string;
            /**
             * Format: uuid
             * @description Direct superior; absent at the top of a register.
             */
            parent_id?: string | null;
            /** @description Telephone number. */
            phone?: string | null;
            /**
             * Format: uuid
             * @description Top of its register.
             */
            root_id: string;
            /**
             * Format: uuid
             * @description Second superior of a vertically managed body.
             */
            second_superior_id?: string | null;
            /** @description Short name. */
            short_name?: string | null;
            /** @description Code of the administrative unit. */
            unit_code?: string | null;
            valid_from?: components["schemas"]["LocalDate"] | null;
            valid_to?: components["schemas"]["LocalDate"] | null;
            /**
             * Format: int64
             * @description Version.
             */
            version: number;
        };
        /** @description What waits on a device to be sent. */
        Outbox: {
            /**
             * Format: int32
             * @description Files.
             */
            files: number;
            /**
             * Format: int32
             * @description Operations.
             */
            ops: number;
        };
        /** @description A grant as its holder sees it. */
        OwnGrantView: {
            /**
             * Format: uuid
             * @description The grant.
             */
            id: string;
            /**
             * Format: uuid
             * @description Where.
             */
            organisation_id: string;
            /** @description The role. */
            role: components["schemas"]["Role"];
            /** @description First day. */
            valid_from: components["schemas"]["LocalDate"];
            valid_to?: components["schemas"]["LocalDate"] | null;
        };
        /** @description One page of a list. */
        Page_AccessView: {
            /** @description The rows, in order. */
            items: {
                /** @description When. */
                at: components["schemas"]["Instant"];
                /**
                 * Format: uuid
                 * @description On which device.
                 */
                device_id: string;
                /** @description Its name. */
                device_name: string;
                /**
                 * Format: uuid
                 * @description The entry.
                 */
                id: string;
                through?: components["schemas"]["Through"] | null;
                /**
                 * Format: uuid
                 * @description Who.
                 */
                user_id: string;
                /** @description Their name. */
                user_name: string;
            }[];
            /** @description Give it as `after` for the next page; absent on the last one. */
            next?: string | null;
        };
        /** @description One page of a list. */
        Page_CarView: {
            /** @description The rows, in order. */
            items: {
                /** @description The corrective actions, in order. */
                actions: components["schemas"]["CorrectiveActionView"][];
                /** @description What the caller may do now; absent where nobody asks for themselves. */
                allowed?: components["schemas"]["CarEvent"][] | null;
                /** @description Clauses. */
                clauses: string[];
                closed_at?: components["schemas"]["Instant"] | null;
                /**
                 * Format: uuid
                 * @description Who closed it.
                 */
                closed_by?: string | null;
                /** @description What was done about the case itself. */
                correction: string;
                due?: components["schemas"]["DueView"] | null;
                /** @description Edition of the standard. */
                edition: string;
                /** @description Effectiveness. */
                effectiveness: components["schemas"]["Effectiveness"];
                effectiveness_due_on?: components["schemas"]["LocalDate"] | null;
                /** @description An extension waits for a decision. */
                extension_asked: boolean;
                /** @description Its findings. */
                findings: components["schemas"]["CarFindingView"][];
                /** @description The gravest grade of its findings. */
                grade?: string | null;
                /**
                 * Format: uuid
                 * @description The request.
                 */
                id: string;
                implementation_due_on?: components["schemas"]["LocalDate"] | null;
                /**
                 * Format: uuid
                 * @description The inspection that led to it.
                 */
                inspection_id: string;
                /** @description Issued at. */
                issued_at: components["schemas"]["Instant"];
                /** @description `CAR-<inspection>-<nn>`. */
                number: string;
                /** @description The audited unit. */
                organisation: components["schemas"]["UnitView"];
                plan_approved_at?: components["schemas"]["Instant"] | null;
                /**
                 * Format: uuid
                 * @description The head who approved the plan as it stands.
                 */
                plan_approved_by?: string | null;
                /** @description Last day for the plan. */
                plan_due_on: components["schemas"]["LocalDate"];
                /** @description Why it was last returned, disputed, withdrawn or judged. */
                reason?: string | null;
                /**
                 * Format: uuid
                 * @description The request that this one stands in place of.
                 */
                reissue_of?: string | null;
                /**
                 * Format: uuid
                 * @description The request that stands in its place.
                 */
                reissued_as?: string | null;
                root_cause?: components["schemas"]["RootCause"] | null;
                /** @description Where else the same was looked for. */
                similar_cases: string;
                /** @description What was found. */
                statement: string;
                /** @description Status. */
                status: components["schemas"]["CarStatus"];
                submitted_at?: components["schemas"]["Instant"] | null;
                /**
                 * Format: uuid
                 * @description Who last sent something to be decided: the plan, the result, a dispute.
                 */
                submitted_by?: string | null;
                verified_at?: components["schemas"]["Instant"] | null;
                /**
                 * Format: uuid
                 * @description Who verified.
                 */
                verified_by?: string | null;
                /** @description `on_site` or `by_file`. */
                verified_method?: string | null;
                /**
                 * Format: int64
                 * @description Version.
                 */
                version: number;
            }[];
            /** @description Give it as `after` for the next page; absent on the last one. */
            next?: string | null;
        };
        /** @description One page of a list. */
        Page_ChecklistView: {
            /** @description The rows, in order. */
            items: {
                /** @description What the caller may do with it now. */
                allowed: components["schemas"]["ChecklistEvent"][];
                /** @description Made at. */
                created_at: components["schemas"]["Instant"];
                /** @description SHA-256 of the canonical document (RFC 8785), lower-case hex; absent while a draft. */
                digest?: string | null;
                /** @description Edition of the standard. */
                edition: string;
                /**
                 * Format: uuid
                 * @description The version's own id.
                 */
                id: string;
                /** @description Kinds of inspection it may be used in. */
                inspection_kinds: string[];
                /** @description Names the checklist across its versions. */
                key: string;
                /**
                 * Format: uuid
                 * @description Whose it is, for those who may edit it; absent for what comes with the program.
                 */
                organisation_id?: string | null;
                published_at?: components["schemas"]["Instant"] | null;
                /**
                 * Format: int64
                 * @description Version of the record, the number in its `ETag`.
                 */
                record_version: number;
                retired_at?: components["schemas"]["Instant"] | null;
                /** @description Where it stands. */
                status: components["schemas"]["ChecklistStatus"];
                /** @description Title. */
                title: components["schemas"]["TextView"];
                /**
                 * Format: int32
                 * @description Which version of its key, from 1: the one in the path and in the document.
                 */
                version: number;
            }[];
            /** @description Give it as `after` for the next page; absent on the last one. */
            next?: string | null;
        };
        /** @description One page of a list. */
        Page_ConflictView: {
            /** @description The rows, in order. */
            items: {
                /** @description The collection of the record. */
                collection: string;
                /** @description The field. */
                field: string;
                /**
                 * Format: uuid
                 * @description The conflict.
                 */
                id: string;
                /**
                 * Format: uuid
                 * @description The inspection.
                 */
                inspection_id: string;
                /** @description Opened at. */
                opened_at: components["schemas"]["Instant"];
                /**
                 * Format: uuid
                 * @description The record.
                 */
                record_id: string;
                /** @description The value that ended it. */
                resolution: unknown;
                resolved_at?: components["schemas"]["Instant"] | null;
                /**
                 * Format: uuid
                 * @description Who ended it.
                 */
                resolved_by?: string | null;
                /** @description `open` or `resolved`. */
                state: string;
                /** @description The values, the standing one first: `{value, by, device_id, at, change}`. */
                values: Record<string, never>[];
                /**
                 * Format: int64
                 * @description Version.
                 */
                version: number;
            }[];
            /** @description Give it as `after` for the next page; absent on the last one. */
            next?: string | null;
        };
        /** @description One page of a list. */
        Page_DeviceView: {
            /** @description The rows, in order. */
            items: {
                /** @description Version of its app, as it last said. */
                app_version?: string | null;
                /**
                 * Format: int64
                 * @description Server clock less device clock at the last push, in milliseconds.
                 */
                clock_offset_ms?: number | null;
                /** @description First sign-in. */
                created_at: components["schemas"]["Instant"];
                /**
                 * Format: uuid
                 * @description The device.
                 */
                id: string;
                last_pull_at?: components["schemas"]["Instant"] | null;
                last_push_at?: components["schemas"]["Instant"] | null;
                /** @description Last time a session was opened or refreshed. */
                last_seen_at: components["schemas"]["Instant"];
                /** @description Its name. */
                name: string;
                /**
                 * Format: int64
                 * @description Operations of it that are parked here and not decided.
                 */
                parked_ops: number;
                /**
                 * Format: int64
                 * @description Files that wait on it to be sent, as it last said.
                 */
                pending_files?: number | null;
                /**
                 * Format: int64
                 * @description Operations that wait on it to be sent, as it last said.
                 */
                pending_ops?: number | null;
                /** @description Its platform. */
                platform: string;
                revoked_at?: components["schemas"]["Instant"] | null;
                /**
                 * Format: uuid
                 * @description Whose.
                 */
                user_id: string;
                /**
                 * Format: int64
                 * @description Version.
                 */
                version: number;
            }[];
            /** @description Give it as `after` for the next page; absent on the last one. */
            next?: string | null;
        };
        /** @description One page of a list. */
        Page_EntryView: {
            /** @description The rows, in order. */
            items: {
                /** @description What was done. */
                action: string;
                /** @description When the server wrote it. */
                at: components["schemas"]["Instant"];
                /** @description `{field: [from, to]}` and particulars. */
                changes: Record<string, never>;
                claimed_at?: components["schemas"]["Instant"] | null;
                /**
                 * Format: uuid
                 * @description On which device.
                 */
                device_id?: string | null;
                /** @description Hash of this entry. */
                hash: string;
                /** @description Hash of the entry before it in the chain. */
                prev_hash: string;
                /**
                 * Format: uuid
                 * @description The record.
                 */
                record_id: string;
                /** @description Kind of the record. */
                record_kind: string;
                /**
                 * Format: int64
                 * @description Place in its chain, from 1.
                 */
                seq: number;
                /**
                 * Format: uuid
                 * @description Who; absent for the program itself.
                 */
                user_id?: string | null;
            }[];
            /** @description Give it as `after` for the next page; absent on the last one. */
            next?: string | null;
        };
        /** @description One page of a list. */
        Page_EvidenceView: {
            /** @description The rows, in order. */
            items: {
                /** @description What it belongs to. */
                attached_to: components["schemas"]["AttachedTo"];
                /** @description What it shows. */
                caption: string;
                captured_at?: components["schemas"]["Instant"] | null;
                /**
                 * Format: uuid
                 * @description Who declared it.
                 */
                captured_by?: string | null;
                /** @description The zone of that clock. */
                captured_zone?: string | null;
                content_deleted_at?: components["schemas"]["Instant"] | null;
                /** @description When the declaration reached the server. */
                declared_at: components["schemas"]["Instant"];
                /** @description Smaller copies; of redacted evidence, copies of the redacted picture. */
                derivatives: components["schemas"]["DerivativeView"][];
                /**
                 * Format: uuid
                 * @description On which device.
                 */
                device_id?: string | null;
                facts?: components["schemas"]["Facts"] | null;
                /**
                 * Format: uuid
                 * @description The evidence.
                 */
                id: string;
                /**
                 * Format: uuid
                 * @description The inspection it was gathered in.
                 */
                inspection_id: string;
                /** @description Declared media type. */
                media_type: string;
                place?: components["schemas"]["Place"] | null;
                /** @description Whether smaller copies can be had. */
                preview: components["schemas"]["PreviewView"];
                redaction?: components["schemas"]["StandingView"] | null;
                refusal?: components["schemas"]["ReasonView"] | null;
                /** @description Declared SHA-256. */
                sha256: string;
                /**
                 * Format: int64
                 * @description Declared size in bytes.
                 */
                size: number;
                /** @description How far it has come. */
                state: components["schemas"]["EvidenceState"];
                stored_at?: components["schemas"]["Instant"] | null;
                upload?: components["schemas"]["UploadView"] | null;
                /**
                 * Format: int64
                 * @description Version.
                 */
                version: number;
                /** @description Taken back. */
                withdrawn: boolean;
            }[];
            /** @description Give it as `after` for the next page; absent on the last one. */
            next?: string | null;
        };
        /** @description One page of a list. */
        Page_FindingView: {
            /** @description The rows, in order. */
            items: {
                /** @description What the caller may do now; absent where nobody asks for themselves. */
                allowed?: components["schemas"]["FindingEvent"][] | null;
                /** @description Clause numbers. */
                clauses: string[];
                /** @description Made at. */
                created_at: components["schemas"]["Instant"];
                /** @description The edition it was raised against. */
                edition: string;
                /** @description The evidence. */
                evidence_statement: string;
                /** @description Grade. */
                grade?: string | null;
                /**
                 * Format: uuid
                 * @description The finding.
                 */
                id: string;
                /**
                 * Format: uuid
                 * @description The inspection.
                 */
                inspection_id: string;
                /** @description The legal text concerned. */
                legal_reference: string;
                /** @description What the device called it. */
                local_label: string;
                /** @description `F-<inspection>-<nn>`. */
                number?: string | null;
                /** @description What was seen. */
                observed: string;
                /**
                 * Format: uuid
                 * @description The audited unit.
                 */
                organisation_id: string;
                /** @description The procedure concerned. */
                procedure: string;
                /**
                 * Format: uuid
                 * @description An earlier finding of the same unit and clause that the program found in the unit's history.
                 */
                proposed_repeat_of?: string | null;
                /**
                 * Format: uuid
                 * @description The inspector who drafted it.
                 */
                raised_by?: string | null;
                /** @description Why it was last disputed, upheld, withdrawn or closed. */
                reason?: string | null;
                recorded_at?: components["schemas"]["Instant"] | null;
                /**
                 * Format: uuid
                 * @description An earlier finding of the same unit and clause.
                 */
                repeat_of?: string | null;
                /** @description What is required. */
                requirement: string;
                /**
                 * Format: uuid
                 * @description The response it came from.
                 */
                response_id?: string | null;
                /** @description Status. */
                status: components["schemas"]["FindingStatus"];
                /**
                 * Format: int64
                 * @description Version.
                 */
                version: number;
                /** @description Withdrawn while a draft. */
                withdrawn: boolean;
            }[];
            /** @description Give it as `after` for the next page; absent on the last one. */
            next?: string | null;
        };
        /** @description One page of a list. */
        Page_InspectionView: {
            /** @description The rows, in order. */
            items: {
                /** @description Agenda. */
                agenda: Record<string, never>[];
                /** @description What the caller may do next. */
                allowed?: components["schemas"]["Event"][] | null;
                /** @description Amendments asked. */
                amendments: string[];
                /** @description Its digest. */
                checklist_digest: string;
                /**
                 * Format: uuid
                 * @description The checklist version.
                 */
                checklist_id: string;
                /** @description Short code. */
                code: string;
                concluded_at?: components["schemas"]["Instant"] | null;
                /** @description Conclusion. */
                conclusion: string;
                /** @description Made at. */
                created_at: components["schemas"]["Instant"];
                /** @description Unresolved disagreements. */
                disagreements: string;
                /** @description Clauses that do not apply, with the reason. */
                exclusions: Record<string, never>[];
                /** @description Form. */
                form: components["schemas"]["Form"];
                /** @description Digest of the frozen content. */
                frozen_digest?: string | null;
                /** @description Findings are graded. */
                grading: boolean;
                /**
                 * Format: uuid
                 * @description The inspection.
                 */
                id: string;
                /** @description Kind. */
                kind: components["schemas"]["Kind"];
                /** @description Number of the notice. */
                notice_number?: string | null;
                notice_sent_on?: components["schemas"]["LocalDate"] | null;
                /** @description Number given at issue. */
                number?: string | null;
                /** @description The unit's opinion. */
                opinion: string;
                /** @description The audited unit. */
                organisation: components["schemas"]["UnitView"];
                /** @description First planned day. */
                planned_from: components["schemas"]["LocalDate"];
                /** @description Last planned day. */
                planned_to: components["schemas"]["LocalDate"];
                /**
                 * Format: uuid
                 * @description Its programme.
                 */
                programme_id?: string | null;
                /**
                 * Format: uuid
                 * @description How it is scored.
                 */
                rating_scheme_id?: string | null;
                /** @description Why it was cancelled or reopened. */
                reason?: string | null;
                /** @description Procedures and fields covered. */
                scope: Record<string, never>;
                /** @description Sessions held. */
                sessions: Record<string, never>[];
                started_at?: components["schemas"]["Instant"] | null;
                /** @description Status. */
                status: components["schemas"]["Status"];
                /** @description The team. */
                team: components["schemas"]["MemberView"][];
                team_decided_on?: components["schemas"]["LocalDate"] | null;
                /** @description Number of the decision that set up the team. */
                team_decision_number?: string | null;
                /**
                 * Format: int64
                 * @description Version.
                 */
                version: number;
                /** @description IANA zone. */
                zone: string;
            }[];
            /** @description Give it as `after` for the next page; absent on the last one. */
            next?: string | null;
        };
        /** @description One page of a list. */
        Page_MessageView: {
            /** @description The rows, in order. */
            items: {
                /** @description When. */
                at: components["schemas"]["Instant"];
                /**
                 * Format: uuid
                 * @description The message.
                 */
                id: string;
                /** @description What. */
                text: string;
                /**
                 * Format: uuid
                 * @description Who wrote it.
                 */
                user_id: string;
            }[];
            /** @description Give it as `after` for the next page; absent on the last one. */
            next?: string | null;
        };
        /** @description One page of a list. */
        Page_NoticeView: {
            /** @description The rows, in order. */
            items: {
                /** @description Written at. */
                created_at: components["schemas"]["Instant"];
                /**
                 * Format: uuid
                 * @description The notice.
                 */
                id: string;
                /** @description Stable code of its kind. */
                kind: string;
                mailed_at?: components["schemas"]["Instant"] | null;
                /** @description The particulars that fill the texts. */
                params: components["schemas"]["BTreeMap"];
                /** @description The page of that record, from the root of the portal; absent when it has none. */
                path?: string | null;
                read_at?: components["schemas"]["Instant"] | null;
                /**
                 * Format: uuid
                 * @description The record it is about.
                 */
                record_id: string;
                /** @description Kind of the record it is about. */
                record_kind: string;
                /** @description What happened and what is asked for, in the reader's language. */
                text: string;
                /** @description One line in the reader's language. */
                title: string;
            }[];
            /** @description Give it as `after` for the next page; absent on the last one. */
            next?: string | null;
        };
        /** @description One page of a list. */
        Page_OrganisationView: {
            /** @description The rows, in order. */
            items: {
                /** @description Address. */
                address?: string | null;
                /** @description Code, unique within its register. */
                code: string;
                /** @description Made at. */
                created_at: components["schemas"]["Instant"];
                /** @description E-mail address. */
                email?: string | null;
                /**
                 * Format: uuid
                 * @description The organisation.
                 */
                id: string;
                /** @description Code of its kind. */
                kind: string;
                /** @description `central`, `provincial`, `district` or `communal`. */
                level: string;
                /** @description Full name. */
                name: string;
                /**
                 * Format: uuid
                 * @description Direct superior; absent at the top of a register.
                 */
                parent_id?: string | null;
                /** @description Telephone number. */
                phone?: string | null;
                /**
                 * Format: uuid
                 * @description Top of its register.
                 */
                root_id: string;
                /**
                 * Format: uuid
                 * @description Second superior of a vertically managed body.
                 */
                second_superior_id?: string | null;
                /** @description Short name. */
                short_name?: string | null;
                /** @description Code of the administrative unit. */
                unit_code?: string | null;
                valid_from?: components["schemas"]["LocalDate"] | null;
                valid_to?: components["schemas"]["LocalDate"] | null;
                /**
                 * Format: int64
                 * @description Version.
                 */
                version: number;
            }[];
            /** @description Give it as `after` for the next page; absent on the last one. */
            next?: string | null;
        };
        /** @description One page of a list. */
        Page_ParkedOpView: {
            /** @description The rows, in order. */
            items: {
                decided_at?: components["schemas"]["Instant"] | null;
                /**
                 * Format: uuid
                 * @description Who decided.
                 */
                decided_by?: string | null;
                /** @description The reason given for the decision. */
                decision?: string | null;
                /**
                 * Format: uuid
                 * @description The device that sent it.
                 */
                device_id: string;
                /**
                 * Format: uuid
                 * @description The record.
                 */
                id: string;
                /**
                 * Format: uuid
                 * @description The inspection it is for.
                 */
                inspection_id: string;
                /** @description The operation whole. */
                op: Record<string, never>;
                /**
                 * Format: uuid
                 * @description The operation.
                 */
                op_id: string;
                /** @description Parked at. */
                parked_at: components["schemas"]["Instant"];
                /** @description Why it was parked: a code. */
                reason: string;
                /** @description What became of it. */
                state: components["schemas"]["ParkedState"];
                /**
                 * Format: uuid
                 * @description Whose.
                 */
                user_id: string;
                /**
                 * Format: int64
                 * @description Version.
                 */
                version: number;
            }[];
            /** @description Give it as `after` for the next page; absent on the last one. */
            next?: string | null;
        };
        /** @description One page of a list. */
        Page_PlanLineView: {
            /** @description The rows, in order. */
            items: (components["schemas"]["PlannedView"] & {
                /**
                 * Format: int32
                 * @description Days past that day, when late.
                 */
                days_late?: number | null;
                due_on?: components["schemas"]["LocalDate"] | null;
                inspection?: components["schemas"]["PlannedInspectionView"] | null;
                /** @description Kind of organisation. */
                kind: string;
                /** @description Past that day and not concluded. */
                late: boolean;
                /** @description Level of organisation. */
                level: string;
                /** @description Name of the organisation. */
                organisation_name: string;
                /** @description How far it has come. */
                stage: components["schemas"]["PlanStage"];
            })[];
            /** @description Give it as `after` for the next page; absent on the last one. */
            next?: string | null;
        };
        /** @description One page of a list. */
        Page_ProgrammeView: {
            /** @description The rows, in order. */
            items: {
                /** @description Amendments to the standard that are asked. */
                amendments: string[];
                /**
                 * Format: int64
                 * @description Budget in đồng.
                 */
                budget_vnd?: number | null;
                /** @description Made at. */
                created_at: components["schemas"]["Instant"];
                deadlines?: components["schemas"]["Deadlines"] | null;
                decision?: components["schemas"]["ProgrammeDecision"] | null;
                /** @description Whether findings are graded. */
                grading: boolean;
                /**
                 * Format: uuid
                 * @description The programme.
                 */
                id: string;
                /**
                 * Format: uuid
                 * @description The office or province that owns it.
                 */
                organisation_id: string;
                /**
                 * Format: uuid
                 * @description The rating scheme of its inspections.
                 */
                rating_scheme_id?: string | null;
                /** @description Title. */
                title: string;
                /**
                 * Format: int64
                 * @description Version.
                 */
                version: number;
                window?: components["schemas"]["ProgrammeWindow"] | null;
                /**
                 * Format: int32
                 * @description Calendar year.
                 */
                year: number;
            }[];
            /** @description Give it as `after` for the next page; absent on the last one. */
            next?: string | null;
        };
        /** @description One page of a list. */
        Page_RatingSchemeView: {
            /** @description The rows, in order. */
            items: {
                /** @description Made at. */
                created_at: components["schemas"]["Instant"];
                /** @description SHA-256 of the canonical document, lower-case hex. */
                digest: string;
                /** @description The document, as `rating.schema.json` describes it. */
                document: Record<string, never>;
                /**
                 * Format: uuid
                 * @description The version's own id.
                 */
                id: string;
                /** @description Names the scheme across its versions. */
                key: string;
                /** @description Title. */
                title: components["schemas"]["TextView"];
                /**
                 * Format: int32
                 * @description Which version of its key, from 1.
                 */
                version: number;
            }[];
            /** @description Give it as `after` for the next page; absent on the last one. */
            next?: string | null;
        };
        /** @description One page of a list. */
        Page_ReportView: {
            /** @description The rows, in order. */
            items: {
                /** @description What the caller may do now; absent in lists. */
                allowed?: components["schemas"]["ReportEvent"][] | null;
                /** @description SHA-256 of the first revision. */
                base_sha256: string;
                /**
                 * Format: uuid
                 * @description The corrective action request.
                 */
                car_id?: string | null;
                /** @description Short code, in groups as printed. */
                code: string;
                /** @description SHA-256 of the content that it carries: what people sign. */
                content_sha256: string;
                /**
                 * Format: uuid
                 * @description The document.
                 */
                id: string;
                /**
                 * Format: uuid
                 * @description The inspection it speaks of, or from which the request came.
                 */
                inspection_id: string;
                /** @description It says what its inspection says; an inspection that was reopened says something else. */
                is_current: boolean;
                /** @description Kind. */
                kind: components["schemas"]["ReportKind"];
                /** @description `vi` or `en`. */
                lang: string;
                /** @description Made at. */
                made_at: components["schemas"]["Instant"];
                /**
                 * Format: uuid
                 * @description Who made it.
                 */
                made_by: string;
                /** @description The fields that wait for the caller; absent in lists. */
                my_fields?: string[] | null;
                /** @description Number and symbol, as printed. */
                number?: string | null;
                /** @description The audited unit. */
                organisation: components["schemas"]["UnitView"];
                /**
                 * Format: int32
                 * @description Pages.
                 */
                pages: number;
                /** @description Why it was withdrawn. */
                reason?: string | null;
                /** @description SHA-256 of the newest revision, which is the `ETag` of the file. */
                sha256: string;
                /** @description Expected signatures, in the order in which they are printed. */
                signatures: components["schemas"]["SignatureView"][];
                signed_at?: components["schemas"]["Instant"] | null;
                /**
                 * Format: int64
                 * @description Bytes of the newest revision.
                 */
                size: number;
                /** @description Status. */
                status: components["schemas"]["ReportStatus"];
                /**
                 * Format: uuid
                 * @description The document that took its place.
                 */
                superseded_by?: string | null;
                /** @description Title. */
                title: string;
                /** @description Where anybody can verify it. */
                verify_url: string;
                /**
                 * Format: int64
                 * @description Version.
                 */
                version: number;
            }[];
            /** @description Give it as `after` for the next page; absent on the last one. */
            next?: string | null;
        };
        /** @description One page of a list. */
        Page_StandardView: {
            /** @description The rows, in order. */
            items: {
                /** @description The edition it amends; absent for an edition proper. */
                amends?: string | null;
                /** @description Its name in checklists and findings. */
                edition: string;
                title?: components["schemas"]["TextView"] | null;
            }[];
            /** @description Give it as `after` for the next page; absent on the last one. */
            next?: string | null;
        };
        /** @description One page of a list. */
        Page_TaskView: {
            /** @description The rows, in order. */
            items: {
                /** @description Units that co-operate. */
                co_operating: string[];
                /** @description Made at. */
                created_at: components["schemas"]["Instant"];
                due_on?: components["schemas"]["LocalDate"] | null;
                /**
                 * Format: uuid
                 * @description The task.
                 */
                id: string;
                /**
                 * Format: uuid
                 * @description The unit that leads it.
                 */
                lead_organisation_id: string;
                /** @description What there is to say about it. */
                note: string;
                /** @description Past its day and not done; computed, never stored. */
                overdue: boolean;
                /**
                 * Format: uuid
                 * @description The programme.
                 */
                programme_id: string;
                /**
                 * Format: int32
                 * @description How far it is, 0 to 100.
                 */
                progress_percent: number;
                /** @description What is to be done. */
                title: string;
                /**
                 * Format: int64
                 * @description Version.
                 */
                version: number;
            }[];
            /** @description Give it as `after` for the next page; absent on the last one. */
            next?: string | null;
        };
        /** @description One page of a list. */
        Page_UserView: {
            /** @description The rows, in order. */
            items: {
                /** @description May sign in. */
                active: boolean;
                /** @description Made at. */
                created_at: components["schemas"]["Instant"];
                /** @description Full name. */
                display_name: string;
                /** @description E-mail address. */
                email?: string | null;
                /**
                 * Format: uuid
                 * @description The person.
                 */
                id: string;
                /** @description Preferred language. */
                locale: string;
                /**
                 * Format: uuid
                 * @description The organisation that employs them.
                 */
                organisation_id: string;
                /** @description Telephone number. */
                phone?: string | null;
                /** @description Position (chức vụ). */
                title: string;
                /** @description Account name. */
                username: string;
                /**
                 * Format: int64
                 * @description Version.
                 */
                version: number;
            }[];
            /** @description Give it as `after` for the next page; absent on the last one. */
            next?: string | null;
        };
        /** @description Why. */
        ParkedDecision: {
            /** @description The reason. */
            reason: string;
        };
        /** @description A parked operation. */
        ParkedOpView: {
            decided_at?: components["schemas"]["Instant"] | null;
            /**
             * Format: uuid
             * @description Who decided.
             */
            decided_by?: string | null;
            /** @description The reason given for the decision. */
            decision?: string | null;
            /**
             * Format: uuid
             * @description The device that sent it.
             */
            device_id: string;
            /**
             * Format: uuid
             * @description The record.
             */
            id: string;
            /**
             * Format: uuid
             * @description The inspection it is for.
             */
            inspection_id: string;
            /** @description The operation whole. */
            op: Record<string, never>;
            /**
             * Format: uuid
             * @description The operation.
             */
            op_id: string;
            /** @description Parked at. */
            parked_at: components["schemas"]["Instant"];
            /** @description Why it was parked: a code. */
            reason: string;
            /** @description What became of it. */
            state: components["schemas"]["ParkedState"];
            /**
             * Format: uuid
             * @description Whose.
             */
            user_id: string;
            /**
             * Format: int64
             * @description Version.
             */
            version: number;
        };
        /**
         * @description What became of a parked operation.
         * @enum {string}
         */
        ParkedState: "open" | "applied" | "dismissed";
        /** @description One of the organisations among which another is divided: an existing one (`successor_id`), or a new one (`code`, `name`). */
        Part: {
            /**
             * @description Organisations directly below the divided one that come to this part.
             * @default []
             */
            children: string[];
            /**
             * @description Code of the new one.
             * @default null
             */
            code: string | null;
            /**
             * Format: uuid
             * @description The id of the new one, when the client makes it.
             * @default null
             */
            id: string | null;
            /**
             * @description Kind of the new one; that of the organisation unless given.
             * @default null
             */
            kind: string | null;
            /** @default null */
            level: components["schemas"]["Level"] | null;
            /**
             * @description Name of the new one.
             * @default null
             */
            name: string | null;
            /**
             * Format: uuid
             * @description Superior of the new one; that of the organisation unless given.
             * @default null
             */
            parent_id: string | null;
            /**
             * Format: uuid
             * @description The existing organisation that takes over.
             * @default null
             */
            successor_id: string | null;
        };
        /** @description A change of one's own password. */
        PasswordRequest: {
            /** @description The new one, 10 characters at least. */
            new_password: string;
            /** @description The present password. */
            old_password: string;
        };
        /** @description A person as they see themselves. */
        PersonView: {
            /** @description Full name. */
            display_name: string;
            /**
             * Format: uuid
             * @description The person.
             */
            id: string;
            /** @description Preferred language. */
            locale: string;
            /**
             * Format: uuid
             * @description The organisation that employs them.
             */
            organisation_id: string;
            /** @description Position (chức vụ). */
            title: string;
            /** @description Account name. */
            username: string;
        };
        /** @description A place in WGS 84. */
        Place: {
            /**
             * Format: double
             * @description Degrees, north positive.
             */
            latitude: number;
            /**
             * Format: double
             * @description Degrees, east positive.
             */
            longitude: number;
        };
        /** @description The counts of one kind of organisation at one level. */
        PlanGroupView: components["schemas"]["StageCounts"] & {
            /** @description Kind of organisation. */
            kind: string;
            /** @description Level of organisation. */
            level: string;
        };
        /** @description The plan of a programme, as a whole. */
        PlanInput: {
            /** @description Every line of the plan, in any order. */
            items: components["schemas"]["PlannedInput"][];
        };
        /**
         * @description How far the inspection of a planned organisation has come.
         * @enum {string}
         */
        PlanStage: "cancelled" | "not_started" | "notified" | "in_progress" | "concluded" | "issued";
        /** @description The plan of a programme, as a whole; its `ETag` is the programme's. */
        PlanView: {
            /** @description Every line of the plan. */
            items: components["schemas"]["PlannedView"][];
        };
        /** @description One line of a plan. */
        PlannedInput: {
            /** @description `external` (unless given), `internal_audit`, `self_check` or `follow_up`. */
            inspection_kind?: string;
            /**
             * Format: uuid
             * @description The organisation to be inspected.
             */
            organisation_id: string;
            planned_from?: components["schemas"]["LocalDate"] | null;
            planned_to?: components["schemas"]["LocalDate"] | null;
            /** @description Why this one and this year. */
            reason: string;
        };
        /** @description The inspection that was made for a line of a plan. */
        PlannedInspectionView: {
            /** @description Its code. */
            code: string;
            /**
             * Format: uuid
             * @description The inspection.
             */
            id: string;
            /** @description Its last planned day. */
            planned_to: components["schemas"]["LocalDate"];
            /** @description Its status. */
            status: string;
        };
        /** @description One line of a plan. */
        PlannedView: {
            /** @description Kind of inspection. */
            inspection_kind: string;
            /**
             * Format: uuid
             * @description The organisation to be inspected.
             */
            organisation_id: string;
            planned_from?: components["schemas"]["LocalDate"] | null;
            planned_to?: components["schemas"]["LocalDate"] | null;
            /** @description Why this one and this year. */
            reason: string;
        };
        /** @description Which field is to be signed elsewhere. */
        PrepareField: {
            /** @description The field. */
            field: string;
        };
        /** @description What is to be signed elsewhere. */
        PreparedView: {
            /** @description The time of signing that is in the document; give it back with the signature, within 15 minutes. */
            at: components["schemas"]["Instant"];
            /** @description SHA-256 of these bytes, lower-case hex, for tokens that sign digests. */
            sha256: string;
            /** @description The bytes to sign, base64: the CMS signed attributes, DER. ECDSA or RSA (PKCS#1) with SHA-256 over these bytes. */
            to_sign: string;
        };
        /**
         * @description Whether smaller copies of a picture can be had.
         * @enum {string}
         */
        Preview: "none" | "pending" | "ready" | "unavailable";
        /** @description Whether smaller copies can be had. */
        PreviewView: {
            reason?: components["schemas"]["ReasonView"] | null;
            /** @description `none`, `pending`, `ready` or `unavailable`. */
            state: components["schemas"]["Preview"];
        };
        /** @description The body of a refusal, `application/problem+json` (RFC 9457). Programs switch on `code`; people read the texts. */
        ProblemBody: {
            /** @description Stable code, kebab-case. */
            code: string;
            /** @description What happened this time. */
            detail: string;
            /** @description Each place that is wrong. */
            errors: components["schemas"]["FieldErrorBody"][];
            /** @description The path that was asked for. */
            instance: string;
            /** @description The particulars that fill the texts. */
            params: {
                [key: string]: string;
            };
            /** @description What to do about it. */
            remedy: string;
            /**
             * Format: int32
             * @description The HTTP status again.
             */
            status: number;
            /** @description What kind of thing went wrong, in the reader's language. */
            title: string;
            /** @description Reference that names the kind of problem. */
            type: string;
        };
        /** @description The decision that issued a programme. */
        ProgrammeDecision: {
            /** @description Number: `3704/QĐ-UBND`. */
            number: string;
            published_on?: components["schemas"]["LocalDate"] | null;
            signed_on?: components["schemas"]["LocalDate"] | null;
        };
        /** @description The plan against what was done. */
        ProgrammeProgressView: {
            /** @description The same by level and kind of organisation. */
            groups: components["schemas"]["PlanGroupView"][];
            /** @description The day for which lateness was computed. */
            on: components["schemas"]["LocalDate"];
            /** @description The lines, in the order of the organisations' names. */
            organisations: components["schemas"]["Page_PlanLineView"];
            /**
             * Format: uuid
             * @description The programme.
             */
            programme_id: string;
            /** @description The counts of the whole plan. */
            total: components["schemas"]["StageCounts"];
            /**
             * Format: int32
             * @description Inspections of the programme that no line of the plan calls for, cancelled ones left out.
             */
            unplanned: number;
        };
        /** @description A programme. */
        ProgrammeView: {
            /** @description Amendments to the standard that are asked. */
            amendments: string[];
            /**
             * Format: int64
             * @description Budget in đồng.
             */
            budget_vnd?: number | null;
            /** @description Made at. */
            created_at: components["schemas"]["Instant"];
            deadlines?: components["schemas"]["Deadlines"] | null;
            decision?: components["schemas"]["ProgrammeDecision"] | null;
            /** @description Whether findings are graded. */
            grading: boolean;
            /**
             * Format: uuid
             * @description The programme.
             */
            id: string;
            /**
             * Format: uuid
             * @description The office or province that owns it.
             */
            organisation_id: string;
            /**
             * Format: uuid
             * @description The rating scheme of its inspections.
             */
            rating_scheme_id?: string | null;
            /** @description Title. */
            title: string;
            /**
             * Format: int64
             * @description Version.
             */
            version: number;
            window?: components["schemas"]["ProgrammeWindow"] | null;
            /**
             * Format: int32
             * @description Calendar year.
             */
            year: number;
        };
        /** @description The days between which a programme's inspections lie. */
        ProgrammeWindow: {
            /** @description First day. */
            from: components["schemas"]["LocalDate"];
            /** @description Last day. */
            to: components["schemas"]["LocalDate"];
        };
        /** @description How far an inspection has come. */
        ProgressView: {
            /** @description Evidence declared. */
            evidence: number;
            /** @description Evidence declared but not verified. */
            evidence_awaited: number;
            /** @description Findings drafted. */
            findings: number;
            /** @description Items that something is missing from. */
            incomplete: Record<string, never>[];
            /**
             * Format: int64
             * @description Conflicts that wait for the lead.
             */
            open_conflicts: number;
            /** @description The same by section. */
            sections: Record<string, never>[];
            /** @description Items asked, answered, required, incomplete. */
            total: Record<string, never>;
        };
        /** @description A public key as a JSON Web Key: Ed25519 and no other. */
        PublicJwk: {
            /** @description `Ed25519`. */
            crv: string;
            /** @description `OKP`. */
            kty: string;
            /** @description The key, 32 bytes, base64url without padding. */
            x: string;
        };
        /** @description A document as anybody sees it who has its code. */
        PublicReport: {
            /** @description Short code. */
            code: string;
            /** @description SHA-256 of the content that people sign. */
            content_sha256: string;
            /** @description It says what its inspection says. */
            is_current: boolean;
            /** @description Kind. */
            kind: components["schemas"]["ReportKind"];
            /** @description Made at. */
            made_at: components["schemas"]["Instant"];
            /** @description Number and symbol. */
            number?: string | null;
            /** @description The audited unit. */
            organisation: string;
            /** @description SHA-256 of the newest revision. */
            sha256: string;
            /** @description Signatures. */
            signatures: components["schemas"]["PublicSignature"][];
            signed_at?: components["schemas"]["Instant"] | null;
            /** @description Status. */
            status: components["schemas"]["ReportStatus"];
            /** @description Title. */
            title: string;
            /** @description IANA zone of its times. */
            zone: string;
        };
        /** @description Who signed, as anybody may know it. */
        PublicSignature: {
            at?: components["schemas"]["Instant"] | null;
            /** @description The field. */
            field: string;
            /** @description PAdES level. */
            level?: string | null;
            /** @description The name in the certificate; the printed name until then; empty when refused. */
            name: string;
            /** @description What became of it. */
            state: components["schemas"]["SignatureState"];
        };
        /** @description A page of changes. */
        PullAnswer: {
            /** @description `{stream, collection, id, change, deleted, record}`. */
            changes: Record<string, never>[];
            /** @description Give it at the next pull. */
            cursor: string;
            /** @description There is more now. */
            has_more: boolean;
            /**
             * Format: int32
             * @description Seconds after which to ask again when there is nothing to do.
             */
            next_poll_s: number;
            /**
             * Format: int64
             * @description Operations of this device that are parked.
             */
            pending_ops: number;
            /** @description The time of the server. */
            server_time: components["schemas"]["Instant"];
            /** @description Streams to let go of. */
            streams_removed: string[];
        };
        /** @description A pull. */
        PullRequest: {
            /** @description Names of streams to be told again from their beginning, whatever the cursor says. */
            again?: string[];
            /** @description Version of the app. */
            app_version?: string | null;
            /** @description The cursor of the last pull; none for the first. */
            cursor?: string | null;
            /**
             * Format: uuid
             * @description The device, as the sign-in named it.
             */
            device_id: string;
            /**
             * Format: int64
             * @description Records wanted, 1 to 5,000; 500 unless given.
             */
            limit?: number | null;
            outbox?: components["schemas"]["Outbox"] | null;
            /**
             * Format: int64
             * @description Number of the record schema that the client knows; 1 now.
             */
            schema?: number | null;
        };
        /** @description The answers, in the order of the operations. */
        PushAnswer: {
            /** @description `{op_id, status, …}` for each operation. */
            outcomes: Record<string, never>[];
            /**
             * @description What the server now holds of the inspections that the push is about: JWS in its compact form, signed with a key of
             *     `/.well-known/jwks.json`; its `typ` is `soat-receipt`.
             */
            receipt: string;
            /** @description The time of the server. */
            server_time: components["schemas"]["Instant"];
        };
        /** @description A push. */
        PushRequest: {
            /** @description Version of the app. */
            app_version?: string | null;
            /**
             * Format: uuid
             * @description The device, as the sign-in named it.
             */
            device_id: string;
            /** @description Its clock now: a claim, from which the offset is computed. */
            device_time: components["schemas"]["Instant"];
            /** @description At most 1,000 operations. */
            ops: Record<string, never>[];
            outbox?: components["schemas"]["Outbox"] | null;
            /**
             * Format: int64
             * @description Number of the record schema that the client knows; 1 now.
             */
            schema?: number | null;
        };
        /** @description A version of a rating scheme. */
        RatingSchemeView: {
            /** @description Made at. */
            created_at: components["schemas"]["Instant"];
            /** @description SHA-256 of the canonical document, lower-case hex. */
            digest: string;
            /** @description The document, as `rating.schema.json` describes it. */
            document: Record<string, never>;
            /**
             * Format: uuid
             * @description The version's own id.
             */
            id: string;
            /** @description Names the scheme across its versions. */
            key: string;
            /** @description Title. */
            title: components["schemas"]["TextView"];
            /**
             * Format: int32
             * @description Which version of its key, from 1.
             */
            version: number;
        };
        /** @description Why. */
        Reason: {
            /** @description The reason. */
            reason: string;
        };
        /** @description A reason: a code for programs, a text for people in both languages. */
        ReasonView: {
            /** @description Stable code. */
            code: string;
            /** @description In English. */
            en: string;
            /** @description In Vietnamese. */
            vi: string;
        };
        /** @description A signed statement. */
        ReceiptAnswer: {
            /** @description JWS in its compact form, signed with a key of `/.well-known/jwks.json`; its `typ` is `soat-receipt`. */
            receipt: string;
        };
        /** @description What is to be covered, and why. */
        RedactEvidence: {
            /** @description In words. */
            reason: string;
            /** @description The parts to be covered, 1 to 50. They replace those of the redaction before. */
            regions: components["schemas"]["Region"][];
        };
        /** @description One redaction. */
        RedactionView: {
            /**
             * Format: uuid
             * @description On which device.
             */
            device_id: string;
            /** @description When. */
            made_at: components["schemas"]["Instant"];
            /**
             * Format: uuid
             * @description By whom.
             */
            made_by: string;
            /**
             * Format: int32
             * @description Its number, from 1; the highest stands.
             */
            number: number;
            /** @description Why. */
            reason: string;
            /** @description What it covers. */
            regions: components["schemas"]["Region"][];
        };
        /** @description All redactions of a picture. */
        Redactions: {
            /** @description The one that stands first, then those before it. */
            items: components["schemas"]["RedactionView"][];
        };
        /** @description A refresh token to exchange. */
        RefreshRequest: {
            /** @description The refresh token of the last answer. */
            refresh_token: string;
        };
        /** @description Refusing to sign a field. */
        RefuseField: {
            /** @description Why, in writing. */
            dissent: string;
            /** @description The field. */
            field: string;
            /** @description Others have signed already: the dissent is kept with the document and printed in the report. */
            in_report?: boolean;
        };
        /** @description A rectangle of the picture the right way up, in fractions of its width and height from the top left corner. */
        Region: {
            /**
             * Format: double
             * @description Height, above 0; `y + h` is at most 1.
             */
            h: number;
            /**
             * Format: double
             * @description Width, above 0; `x + w` is at most 1.
             */
            w: number;
            /**
             * Format: double
             * @description Left edge, 0 to 1.
             */
            x: number;
            /**
             * Format: double
             * @description Upper edge, 0 to 1.
             */
            y: number;
        };
        /** @description A new name, code or both. The name may stand alone, as text. */
        Rename: {
            /** @description The new code. */
            code?: string | null;
            /** @description The new name. */
            name: string;
            /** @description The new short name; emptied by `null`, kept when absent. */
            short_name?: string | null;
        };
        /** @description A reorganisation: exactly one of `merge_into`, `split_into`, `rename`. */
        Reorganise: {
            /** @description By which decision. */
            decision: components["schemas"]["Decision"];
            merge_into?: components["schemas"]["MergeInto"] | null;
            rename?: components["schemas"]["Rename"] | null;
            /** @description The organisation is divided among several. */
            split_into?: components["schemas"]["Part"][] | null;
        };
        /** @description What a reorganisation did. */
        Reorganised: {
            /** @description Organisations that have another direct superior now. */
            moved: string[];
            /** @description The organisation as it is now. */
            organisation: components["schemas"]["OrganisationView"];
            /** @description What came of it. */
            successors: components["schemas"]["OrganisationView"][];
            /** @description What is left to be decided by people. */
            warnings: components["schemas"]["Warning"][];
        };
        /**
         * @description Something that happens to a document.
         * @enum {string}
         */
        ReportEvent: "sign_field" | "refuse_signing" | "complete" | "supersede" | "withdraw";
        /**
         * @description What kind of document.
         * @enum {string}
         */
        ReportKind: "minutes" | "report" | "car_form";
        /**
         * @description Where a document stands.
         * @enum {string}
         */
        ReportStatus: "prepared" | "signing" | "signed" | "superseded" | "withdrawn";
        /** @description A document. */
        ReportView: {
            /** @description What the caller may do now; absent in lists. */
            allowed?: components["schemas"]["ReportEvent"][] | null;
            /** @description SHA-256 of the first revision. */
            base_sha256: string;
            /**
             * Format: uuid
             * @description The corrective action request.
             */
            car_id?: string | null;
            /** @description Short code, in groups as printed. */
            code: string;
            /** @description SHA-256 of the content that it carries: what people sign. */
            content_sha256: string;
            /**
             * Format: uuid
             * @description The document.
             */
            id: string;
            /**
             * Format: uuid
             * @description The inspection it speaks of, or from which the request came.
             */
            inspection_id: string;
            /** @description It says what its inspection says; an inspection that was reopened says something else. */
            is_current: boolean;
            /** @description Kind. */
            kind: components["schemas"]["ReportKind"];
            /** @description `vi` or `en`. */
            lang: string;
            /** @description Made at. */
            made_at: components["schemas"]["Instant"];
            /**
             * Format: uuid
             * @description Who made it.
             */
            made_by: string;
            /** @description The fields that wait for the caller; absent in lists. */
            my_fields?: string[] | null;
            /** @description Number and symbol, as printed. */
            number?: string | null;
            /** @description The audited unit. */
            organisation: components["schemas"]["UnitView"];
            /**
             * Format: int32
             * @description Pages.
             */
            pages: number;
            /** @description Why it was withdrawn. */
            reason?: string | null;
            /** @description SHA-256 of the newest revision, which is the `ETag` of the file. */
            sha256: string;
            /** @description Expected signatures, in the order in which they are printed. */
            signatures: components["schemas"]["SignatureView"][];
            signed_at?: components["schemas"]["Instant"] | null;
            /**
             * Format: int64
             * @description Bytes of the newest revision.
             */
            size: number;
            /** @description Status. */
            status: components["schemas"]["ReportStatus"];
            /**
             * Format: uuid
             * @description The document that took its place.
             */
            superseded_by?: string | null;
            /** @description Title. */
            title: string;
            /** @description Where anybody can verify it. */
            verify_url: string;
            /**
             * Format: int64
             * @description Version.
             */
            version: number;
        };
        /** @description The value that shall stand. */
        Resolution: {
            /** @description One of the values kept, or another one; null where the field may be empty. */
            value: Record<string, never> | null;
        };
        /** @description A response. */
        ResponseView: {
            answered_at?: components["schemas"]["Instant"] | null;
            /**
             * Format: uuid
             * @description Who answered last.
             */
            answered_by?: string | null;
            /**
             * Format: uuid
             * @description The response; made from inspection, item and sample.
             */
            id: string;
            /**
             * Format: uuid
             * @description The inspection.
             */
            inspection_id: string;
            /** @description The item of the checklist. */
            item_id: string;
            /** @description Remarks. */
            note: string;
            /**
             * Format: uuid
             * @description The sample, for an answer about one dossier.
             */
            sample_id?: string | null;
            /** @description The value, by the kind of the item: a truth value, a number, a date or other text, a list of choices; null when there is none. */
            value: unknown;
            /** @description `conforming`, `partly_conforming`, `nonconforming` or `not_applicable`. */
            verdict?: string | null;
            /**
             * Format: int64
             * @description Version.
             */
            version: number;
        };
        /**
         * @description A role that is granted at an organisation.
         * @enum {string}
         */
        Role: "administrator" | "programme_manager" | "inspector" | "unit_representative" | "unit_head" | "committee_member" | "committee_chair" | "viewer";
        /** @description How the root cause was found, and which it is. */
        RootCause: {
            /** @enum {string} */
            method: "five_whys";
            /** @description The answers, in order. */
            whys: string[];
        } | {
            /** @description The categories that have any. */
            branches: components["schemas"]["Branch"][];
            /** @description Which of them is the root. */
            conclusion: string;
            /** @enum {string} */
            method: "fishbone";
        } | {
            /** @enum {string} */
            method: "free";
            /** @description The words. */
            text: string;
        };
        /** @description A sampled dossier. */
        SampleView: {
            /** @description Code of the dossier. */
            dossier_code: string;
            due_on?: components["schemas"]["LocalDate"] | null;
            /**
             * Format: uuid
             * @description The sample.
             */
            id: string;
            /**
             * Format: uuid
             * @description The inspection.
             */
            inspection_id: string;
            /** @description The item it is drawn for. */
            item_id: string;
            /** @description How it kept its time, computed. */
            lateness: components["schemas"]["Lateness"];
            /** @description Remarks. */
            note: string;
            /** @description The procedure. */
            procedure: string;
            received_on?: components["schemas"]["LocalDate"] | null;
            returned_on?: components["schemas"]["LocalDate"] | null;
            /** @description Steps: `{name, role, planned_days, actual_days, done_on, by}`. */
            steps: Record<string, never>[];
            /**
             * Format: int64
             * @description Version.
             */
            version: number;
        };
        /** @description An organisation at the version that was seen. */
        SeenOrganisation: {
            /**
             * Format: uuid
             * @description The organisation.
             */
            id: string;
            /**
             * Format: int64
             * @description Its version.
             */
            version: number;
        };
        /** @description A session. */
        SessionView: {
            /** @description Access token: `Authorization: Bearer …`. */
            access_token: string;
            /**
             * Format: uuid
             * @description The device, to be given at the next sign-in.
             */
            device_id: string;
            /** @description When the access token ends. */
            expires_at: components["schemas"]["Instant"];
            /**
             * Format: int64
             * @description Seconds until then.
             */
            expires_in: number;
            /** @description Refresh token, good once. */
            refresh_token: string;
            /** @description Always `Bearer`. */
            token_type: string;
            /** @description The person. */
            user: components["schemas"]["PersonView"];
        };
        /** @description Signing a field. */
        SignField: {
            /** @description The field. */
            field: string;
            /** @description The caller's password, once more. */
            password: string;
            /** @description Picture of a signature drawn by hand: PNG in base64. It is shown beside the text and labelled as a picture. */
            picture?: string | null;
            /**
             * Format: uuid
             * @description The same as a piece of evidence of the inspection.
             */
            picture_evidence?: string | null;
        };
        /** @description What is presented to sign in. */
        SignInRequest: {
            /** @description The device that signs in. */
            device: components["schemas"]["DeviceRequest"];
            /** @description Password. */
            password: string;
            /** @description Account name; letter case does not matter. */
            username: string;
        };
        /**
         * @description What became of an expected signature.
         * @enum {string}
         */
        SignatureState: "waiting" | "signed" | "refused";
        /** @description An expected signature and what became of it. */
        SignatureView: {
            at?: components["schemas"]["Instant"] | null;
            /** @description Serial number of the certificate, lower-case hex. */
            certificate_serial?: string | null;
            /** @description Why it was refused, in writing. */
            dissent?: string | null;
            /** @description The dissent is printed in this document; otherwise that of minutes is printed in the report, that of a form stays with it. */
            dissent_printed: boolean;
            /** @description Their name, as printed. */
            expected_name: string;
            /**
             * Format: uuid
             * @description The organisation that they head, or whose seal it is.
             */
            expected_organisation_id?: string | null;
            /** @description Their position. */
            expected_title: string;
            /**
             * Format: uuid
             * @description The person, when it is one.
             */
            expected_user_id?: string | null;
            /** @description The field: `lead`, `secretary`, `unit_head`, `seal`, of a request also `unit_plan`, `reviewer`, `verifier`, `chair`. */
            field: string;
            /** @description PAdES level: `B-B`, or `B-T` with a time-stamp. */
            level?: string | null;
            /** @description Who recorded the refusal, when that is not the one who refused. */
            recorded_by_name?: string | null;
            /** @description SHA-256 of the revision that came of it. */
            revision_sha256?: string | null;
            /** @description The name in the certificate. */
            signed_as?: string | null;
            /** @description Who is to sign: a person, whoever heads the organisation, or the organisation with its seal. */
            signer: components["schemas"]["Signer"];
            /** @description What became of it. */
            state: components["schemas"]["SignatureState"];
            /**
             * Format: uuid
             * @description Who signed, or recorded the refusal.
             */
            user_id?: string | null;
        };
        /**
         * @description Who is to sign.
         * @enum {string}
         */
        Signer: "person" | "head" | "seal";
        /** @description How many lines of a plan stand where. The stages add up to `planned`; `late` counts again those that are overdue. */
        StageCounts: {
            /**
             * Format: int32
             * @description Every inspection made for it was cancelled.
             */
            cancelled: number;
            /**
             * Format: int32
             * @description Concluded or signed.
             */
            concluded: number;
            /**
             * Format: int32
             * @description Under way.
             */
            in_progress: number;
            /**
             * Format: int32
             * @description Issued or archived.
             */
            issued: number;
            /**
             * Format: int32
             * @description Past its day and not concluded.
             */
            late: number;
            /**
             * Format: int32
             * @description Without an inspection, or with one that is only planned.
             */
            not_started: number;
            /**
             * Format: int32
             * @description The unit has been notified.
             */
            notified: number;
            /**
             * Format: int32
             * @description Lines of the plan.
             */
            planned: number;
        };
        /** @description An edition of the standard, or an amendment to one. */
        StandardView: {
            /** @description The edition it amends; absent for an edition proper. */
            amends?: string | null;
            /** @description Its name in checklists and findings. */
            edition: string;
            title?: components["schemas"]["TextView"] | null;
        };
        /**
         * @description How a cursor stands to a stream.
         * @enum {string}
         */
        Standing: "current" | "behind" | "ahead";
        /** @description That evidence is redacted, as its record says it to devices and readers. */
        StandingView: {
            made_at?: components["schemas"]["Instant"] | null;
            /**
             * Format: int32
             * @description The number of the redaction that stands, from 1.
             */
            number: number;
        };
        /** @description A stated total beside the computed one: two numbers, neither of which ever becomes the other. */
        StatedTotalView: {
            /**
             * Format: int64
             * @description What the register counts anywhere below for that day.
             */
            computed: number;
            /**
             * Format: int64
             * @description `computed` less `stated`.
             */
            difference: number;
            /**
             * Format: uuid
             * @description The statement.
             */
            id: string;
            /** @description Of which kind; absent: of all. */
            kind?: string | null;
            /** @description Of which level; absent: of all. */
            level?: string | null;
            /** @description Where it was said. */
            source: string;
            /**
             * Format: int64
             * @description The number, as it was said.
             */
            stated: number;
            /** @description For which day. */
            stated_on: components["schemas"]["LocalDate"];
        };
        /** @description What documents say about how many organisations there are below one; replaces what was entered before. */
        StatedTotals: {
            /** @description The statements. */
            totals: components["schemas"]["NewStatedTotal"][];
        };
        /**
         * @description Where an inspection stands.
         * @enum {string}
         */
        Status: "planned" | "notified" | "in_progress" | "concluded" | "signed" | "issued" | "archived" | "cancelled";
        /** @description One step. */
        StepView: {
            /** @description When. */
            at: components["schemas"]["Instant"];
            claimed_at?: components["schemas"]["Instant"] | null;
            /** @description Their name. */
            display_name: string;
            /** @description What was done. */
            event: string;
            /** @description The status before, where it changed. */
            from?: string | null;
            /** @description Everything that was kept of it. */
            particulars: Record<string, never>;
            /** @description Why, or the words of the judgement. */
            reason?: string | null;
            /** @description The status after, where it changed. */
            to?: string | null;
            /**
             * Format: uuid
             * @description Who; none for the program itself.
             */
            user_id?: string | null;
        };
        /** @description One stream in an answer. */
        StreamDigest: {
            /**
             * Format: int64
             * @description Its last change.
             */
            change: number;
            /** @description By collection, where the cursor is current. */
            collections?: {
                [key: string]: components["schemas"]["Holding"];
            } | null;
            /** @description How the cursor stands to it. */
            standing: components["schemas"]["Standing"];
            /** @description Its name. */
            stream: string;
        };
        /** @description The other side of a succession, and the decision. */
        SuccessionView: {
            /** @description Its code, for a change of name the former one. */
            code: string;
            /** @description By which decision. */
            decision: components["schemas"]["DecisionView"];
            /**
             * Format: uuid
             * @description The organisation on the other side; the same one for a change of name.
             */
            id: string;
            /** @description `merge`, `split` or `rename`. */
            manner: string;
            /** @description Its name, for a change of name the former one. */
            name: string;
        };
        /** @description A task of a programme. */
        TaskView: {
            /** @description Units that co-operate. */
            co_operating: string[];
            /** @description Made at. */
            created_at: components["schemas"]["Instant"];
            due_on?: components["schemas"]["LocalDate"] | null;
            /**
             * Format: uuid
             * @description The task.
             */
            id: string;
            /**
             * Format: uuid
             * @description The unit that leads it.
             */
            lead_organisation_id: string;
            /** @description What there is to say about it. */
            note: string;
            /** @description Past its day and not done; computed, never stored. */
            overdue: boolean;
            /**
             * Format: uuid
             * @description The programme.
             */
            programme_id: string;
            /**
             * Format: int32
             * @description How far it is, 0 to 100.
             */
            progress_percent: number;
            /** @description What is to be done. */
            title: string;
            /**
             * Format: int64
             * @description Version.
             */
            version: number;
        };
        /** @description The whole team, as it shall be. */
        Team: {
            decided_on?: components["schemas"]["LocalDate"] | null;
            /** @description Number of the decision that sets it up. */
            decision_number?: string | null;
            /** @description The members; exactly one lead. */
            members: components["schemas"]["Member"][];
        };
        /**
         * @description What a person is on the team of one inspection.
         * @enum {string}
         */
        TeamRole: "lead" | "secretary" | "member" | "observer";
        /** @description A text in both languages. */
        TextView: {
            /** @description English. */
            en: string;
            /** @description Vietnamese. */
            vi: string;
        };
        /**
         * @description The way by which an original went out.
         * @enum {string}
         */
        Through: "api" | "portal" | "archive" | "signature";
        /** @description The audited unit, in short. */
        UnitView: {
            /** @description Its code. */
            code: string;
            /**
             * Format: uuid
             * @description The organisation.
             */
            id: string;
            /** @description Code of its kind. */
            kind: string;
            /** @description Its name. */
            name: string;
        };
        /** @description An upload under way: where a client that lost its memory goes on. */
        UploadView: {
            /** @description Forgotten at, unless more comes before. */
            expires_at: components["schemas"]["Instant"];
            /**
             * Format: uuid
             * @description The upload: `/api/v1/uploads/{id}`.
             */
            id: string;
            /**
             * Format: int64
             * @description Bytes in all.
             */
            length: number;
            /**
             * Format: int64
             * @description Bytes that are safe on the server.
             */
            offset: number;
        };
        /** @description A person with an account. */
        UserView: {
            /** @description May sign in. */
            active: boolean;
            /** @description Made at. */
            created_at: components["schemas"]["Instant"];
            /** @description Full name. */
            display_name: string;
            /** @description E-mail address. */
            email?: string | null;
            /**
             * Format: uuid
             * @description The person.
             */
            id: string;
            /** @description Preferred language. */
            locale: string;
            /**
             * Format: uuid
             * @description The organisation that employs them.
             */
            organisation_id: string;
            /** @description Telephone number. */
            phone?: string | null;
            /** @description Position (chức vụ). */
            title: string;
            /** @description Account name. */
            username: string;
            /**
             * Format: int64
             * @description Version.
             */
            version: number;
        };
        /** @description Everything that was found out about a file: independent facts, and no verdict. */
        VerificationView: {
            document?: components["schemas"]["PublicReport"] | null;
            /** @description What the file says: digest, revisions, fields, content, facts, and for each signature its signer, times and facts. */
            file: Record<string, never>;
            /** @description What this installation knows of it: facts with `code`, `outcome` (`holds`, `fails`, `unknown`), `vi`, `en`. */
            known: Record<string, never>[];
        };
        /** @description Something to be looked at that stops nothing. */
        Warning: {
            /** @description Stable code, kebab-case. */
            code: string;
            /** @description Column of the file. */
            column?: string | null;
            /** @description What is odd. */
            detail: components["schemas"]["BothLanguages"];
            /**
             * Format: int32
             * @description Row of the file, the heading being row 1.
             */
            row?: number | null;
        };
        /** @description Why evidence is taken back. */
        WithdrawEvidence: {
            /** @description In words. */
            reason: string;
        };
        /** @description A corrective action as the unit writes it. */
        WriteCorrectiveAction: {
            due_on?: components["schemas"]["LocalDate"] | null;
            /**
             * Format: uuid
             * @description The action, when it is there already; a new one unless given.
             */
            id?: string | null;
            /** @description Who answers for it. */
            owner?: string;
            /** @description What is to be done; a draft may leave it open, a plan that is sent may not. */
            what?: string;
        };
        /** @description What is written of a finding; absent fields stay as they are. */
        WriteFinding: {
            /** @description Clause numbers of the edition. */
            clauses?: string[] | null;
            /** @description The evidence. */
            evidence_statement?: string | null;
            /** @description Grade, where the programme grades. */
            grade?: string | null;
            /** @description The legal text concerned. */
            legal_reference?: string | null;
            /** @description What was seen. */
            observed?: string | null;
            /** @description The procedure concerned. */
            procedure?: string | null;
            /**
             * Format: uuid
             * @description An earlier finding of the same unit and clause.
             */
            repeat_of?: string | null;
            /** @description What is required. */
            requirement?: string | null;
            /**
             * Format: uuid
             * @description The response it came from.
             */
            response_id?: string | null;
        };
        /** @description A plan, or some parts of it; absent parts stay as they are. */
        WritePlan: {
            /** @description All corrective actions, in order. */
            actions?: components["schemas"]["WriteCorrectiveAction"][] | null;
            /** @description What was done about the case itself. */
            correction?: string | null;
            root_cause?: components["schemas"]["RootCause"] | null;
            /** @description Where else the same was looked for, and with what result. */
            similar_cases?: string | null;
        };
        /** @description What was done of one action. */
        WriteProgress: {
            done_on?: components["schemas"]["LocalDate"] | null;
            /**
             * Format: uuid
             * @description The action.
             */
            id: string;
            /** @description What came of it. */
            result?: string;
        };
        /** @description What is written of a response. */
        WriteResponse: {
            /** @description Remarks. */
            note?: string | null;
            /**
             * Format: uuid
             * @description The sample, for an answer about one dossier.
             */
            sample_id?: string | null;
            /** @description The value, by the kind of the item: a truth value, a number, a date or other text, a list of choices; null when there is none. */
            value?: unknown;
            /** @description `conforming`, `partly_conforming`, `nonconforming`, `not_applicable` or null. */
            verdict?: string | null;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    get_activity: {
        parameters: {
            query: {
                /** @description The record whose activity is wanted. */
                record: string;
                /** @description Rows wanted, 1 to 500; 50 unless given. */
                limit?: number;
                /** @description The `next` of the page before. */
                after?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_EntryView"];
                };
            };
        };
    };
    post_auth_refresh: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RefreshRequest"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionView"];
                };
            };
        };
    };
    post_auth_sign_in: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignInRequest"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionView"];
                };
            };
        };
    };
    post_auth_sign_out: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; there is no body */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    get_certificates_revocation_list: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The list, DER (RFC 5280, 5) */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/pkix-crl": unknown;
                };
            };
        };
    };
    get_certificates_root: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The certificate, PEM */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/x-pem-file": unknown;
                };
            };
        };
    };
    get_checklists: {
        parameters: {
            query?: {
                /** @description Words of key or title, with or without diacritics. */
                q?: string;
                /** @description The versions of one key. */
                key?: string;
                /** @description `draft`, `published` or `retired`. */
                status?: components["schemas"]["ChecklistStatus"];
                /** @description Edition of the standard, in any common spelling. */
                edition?: string;
                /** @description `external`, `internal_audit`, `self_check` or `follow_up`. */
                inspection_kind?: string;
                /** @description Rows wanted, 1 to 500; 50 unless given. */
                limit?: number;
                /** @description The `next` of the page before. */
                after?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_ChecklistView"];
                };
            };
        };
    };
    post_checklists: {
        parameters: {
            query?: {
                /** @description The organisation; needed only by those who may edit checklists of several. */
                organisation_id?: string;
            };
            header?: {
                /** @description One key per intent, 1 to 255 visible ASCII characters: a repetition within 24 hours gets the first answer. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        /** @description The document, as checklist.schema.json describes it */
        requestBody: {
            content: {
                "application/json": unknown;
            };
        };
        responses: {
            /** @description Made; `ETag` is its version */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChecklistDocumentView"];
                };
            };
        };
    };
    get_checklists_by_digest_sha256: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description SHA-256 of the canonical document, hexadecimal */
                sha256: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChecklistDocumentView"];
                };
            };
        };
    };
    get_checklists_key_versions_version: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The checklist */
                key: string;
                /** @description Which version */
                version: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChecklistDocumentView"];
                };
            };
        };
    };
    put_checklists_key_versions_version: {
        parameters: {
            query?: never;
            header: {
                /** @description ETag seen */
                "If-Match": string;
            };
            path: {
                /** @description The checklist */
                key: string;
                /** @description Which version */
                version: number;
            };
            cookie?: never;
        };
        /** @description The document, as checklist.schema.json describes it */
        requestBody: {
            content: {
                "application/json": unknown;
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChecklistDocumentView"];
                };
            };
        };
    };
    post_checklists_key_versions_version_publish: {
        parameters: {
            query?: never;
            header: {
                /** @description ETag seen */
                "If-Match": string;
                /** @description One key per intent, 1 to 255 visible ASCII characters: a repetition within 24 hours gets the first answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The checklist */
                key: string;
                /** @description Which version */
                version: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChecklistDocumentView"];
                };
            };
        };
    };
    post_checklists_key_versions_version_retire: {
        parameters: {
            query?: never;
            header: {
                /** @description ETag seen */
                "If-Match": string;
                /** @description One key per intent, 1 to 255 visible ASCII characters: a repetition within 24 hours gets the first answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The checklist */
                key: string;
                /** @description Which version */
                version: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChecklistDocumentView"];
                };
            };
        };
    };
    get_conflicts: {
        parameters: {
            query?: {
                /** @description Of this inspection. */
                inspection?: string;
                /** @description `open` or `resolved`. */
                state?: string;
                /** @description Rows wanted, 1 to 500; 50 unless given. */
                limit?: number;
                /** @description The `next` of the page before. */
                after?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_ConflictView"];
                };
            };
        };
    };
    post_conflicts_id_resolve: {
        parameters: {
            query?: never;
            header: {
                /** @description ETag seen */
                "If-Match": string;
                /** @description One key per intent, 1 to 255 visible ASCII characters: a repetition within 24 hours gets the first answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The conflict */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Resolution"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConflictView"];
                };
            };
        };
    };
    get_corrective_action_requests: {
        parameters: {
            query?: {
                /** @description Of this inspection. */
                inspection?: string;
                /** @description Of units at or below this organisation. */
                within?: string;
                /** @description In this status. */
                status?: components["schemas"]["CarStatus"];
                /** @description Still open, or not. */
                open?: boolean;
                /** @description Past the day that counts now. */
                overdue?: boolean;
                /** @description With an extension that waits for a decision. */
                extension_asked?: boolean;
                /** @description About this clause. */
                clause?: string;
                /** @description Of this grade. */
                grade?: string;
                /** @description With these words in the unit's name or the number. */
                q?: string;
                /** @description Issued on or after. */
                issued_from?: string;
                /** @description Issued before. */
                issued_to?: string;
                /** @description `-id` (the newest first) unless given, or `due_on` (those that are due first come first). */
                sort?: string;
                /** @description Rows wanted, 1 to 500; 50 unless given. */
                limit?: number;
                /** @description The `next` of the page before. */
                after?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_CarView"];
                };
            };
        };
    };
    post_corrective_action_requests: {
        parameters: {
            query?: never;
            header?: {
                /** @description One key per intent, 1 to 255 visible ASCII characters: a repetition within 24 hours gets the first answer. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewCar"];
            };
        };
        responses: {
            /** @description Made; `ETag` is its version */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CarView"];
                };
            };
        };
    };
    post_corrective_action_requests_follow_ups: {
        parameters: {
            query?: never;
            header?: {
                /** @description One key per intent, 1 to 255 visible ASCII characters: a repetition within 24 hours gets the first answer. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewFollowUp"];
            };
        };
        responses: {
            /** @description Made; `ETag` is its version */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InspectionView"];
                };
            };
        };
    };
    get_corrective_action_requests_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The request */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CarDetailView"];
                };
            };
        };
    };
    post_corrective_action_requests_id_accept_plan: {
        parameters: {
            query?: never;
            header: {
                /** @description ETag seen */
                "If-Match": string;
                /** @description One key per intent, 1 to 255 visible ASCII characters: a repetition within 24 hours gets the first answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The request */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CarParticulars"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CarView"];
                };
            };
        };
    };
    post_corrective_action_requests_id_acknowledge: {
        parameters: {
            query?: never;
            header: {
                /** @description ETag seen */
                "If-Match": string;
                /** @description One key per intent, 1 to 255 visible ASCII characters: a repetition within 24 hours gets the first answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The request */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CarParticulars"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CarView"];
                };
            };
        };
    };
    post_corrective_action_requests_id_approve_plan: {
        parameters: {
            query?: never;
            header: {
                /** @description ETag seen */
                "If-Match": string;
                /** @description One key per intent, 1 to 255 visible ASCII characters: a repetition within 24 hours gets the first answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The request */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CarParticulars"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CarView"];
                };
            };
        };
    };
    post_corrective_action_requests_id_cancel: {
        parameters: {
            query?: never;
            header: {
                /** @description ETag seen */
                "If-Match": string;
                /** @description One key per intent, 1 to 255 visible ASCII characters: a repetition within 24 hours gets the first answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The request */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CarParticulars"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CarView"];
                };
            };
        };
    };
    post_corrective_action_requests_id_close: {
        parameters: {
            query?: never;
            header: {
                /** @description ETag seen */
                "If-Match": string;
                /** @description One key per intent, 1 to 255 visible ASCII characters: a repetition within 24 hours gets the first answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The request */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CarParticulars"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CarView"];
                };
            };
        };
    };
    post_corrective_action_requests_id_confirm_effective: {
        parameters: {
            query?: never;
            header: {
                /** @description ETag seen */
                "If-Match": string;
                /** @description One key per intent, 1 to 255 visible ASCII characters: a repetition within 24 hours gets the first answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The request */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CarParticulars"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CarView"];
                };
            };
        };
    };
    post_corrective_action_requests_id_dispute: {
        parameters: {
            query?: never;
            header: {
                /** @description ETag seen */
                "If-Match": string;
                /** @description One key per intent, 1 to 255 visible ASCII characters: a repetition within 24 hours gets the first answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The request */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CarParticulars"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CarView"];
                };
            };
        };
    };
    post_corrective_action_requests_id_extensions: {
        parameters: {
            query?: never;
            header: {
                /** @description ETag seen */
                "If-Match": string;
                /** @description One key per intent, 1 to 255 visible ASCII characters: a repetition within 24 hours gets the first answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The request */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AskExtension"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CarView"];
                };
            };
        };
    };
    post_corrective_action_requests_id_extensions_n_grant: {
        parameters: {
            query?: never;
            header: {
                /** @description ETag seen */
                "If-Match": string;
                /** @description One key per intent, 1 to 255 visible ASCII characters: a repetition within 24 hours gets the first answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The request */
                id: string;
                /** @description Place of the extension */
                n: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ExtensionDecision"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CarView"];
                };
            };
        };
    };
    post_corrective_action_requests_id_extensions_n_refuse: {
        parameters: {
            query?: never;
            header: {
                /** @description ETag seen */
                "If-Match": string;
                /** @description One key per intent, 1 to 255 visible ASCII characters: a repetition within 24 hours gets the first answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The request */
                id: string;
                /** @description Place of the extension */
                n: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ExtensionDecision"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CarView"];
                };
            };
        };
    };
    post_corrective_action_requests_id_find_ineffective: {
        parameters: {
            query?: never;
            header: {
                /** @description ETag seen */
                "If-Match": string;
                /** @description One key per intent, 1 to 255 visible ASCII characters: a repetition within 24 hours gets the first answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The request */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CarParticulars"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CarView"];
                };
            };
        };
    };
    get_corrective_action_requests_id_messages: {
        parameters: {
            query?: {
                /** @description Rows wanted, 1 to 500; 50 unless given. */
                limit?: number;
                /** @description The `next` of the page before. */
                after?: string;
            };
            header?: never;
            path: {
                /** @description The request */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_MessageView"];
                };
            };
        };
    };
    post_corrective_action_requests_id_messages: {
        parameters: {
            query?: never;
            header?: {
                /** @description One key per intent, 1 to 255 visible ASCII characters: a repetition within 24 hours gets the first answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The request */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewMessage"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MessageView"];
                };
            };
        };
    };
    patch_corrective_action_requests_id_plan: {
        parameters: {
            query?: never;
            header: {
                /** @description ETag seen */
                "If-Match": string;
            };
            path: {
                /** @description The request */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WritePlan"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CarView"];
                };
            };
        };
    };
    patch_corrective_action_requests_id_progress: {
        parameters: {
            query?: never;
            header: {
                /** @description ETag seen */
                "If-Match": string;
            };
            path: {
                /** @description The request */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CarProgress"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CarView"];
                };
            };
        };
    };
    post_corrective_action_requests_id_reports: {
        parameters: {
            query?: never;
            header?: {
                /** @description One key per intent, 1 to 255 visible ASCII characters: a repetition within 24 hours gets the first answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The request */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewCarForm"];
            };
        };
        responses: {
            /** @description Made; `ETag` is its version */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReportView"];
                };
            };
        };
    };
    post_corrective_action_requests_id_return_implementation: {
        parameters: {
            query?: never;
            header: {
                /** @description ETag seen */
                "If-Match": string;
                /** @description One key per intent, 1 to 255 visible ASCII characters: a repetition within 24 hours gets the first answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The request */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CarParticulars"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CarView"];
                };
            };
        };
    };
    post_corrective_action_requests_id_return_plan: {
        parameters: {
            query?: never;
            header: {
                /** @description ETag seen */
                "If-Match": string;
                /** @description One key per intent, 1 to 255 visible ASCII characters: a repetition within 24 hours gets the first answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The request */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CarParticulars"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CarView"];
                };
            };
        };
    };
    post_corrective_action_requests_id_submit_implementation: {
        parameters: {
            query?: never;
            header: {
                /** @description ETag seen */
                "If-Match": string;
                /** @description One key per intent, 1 to 255 visible ASCII characters: a repetition within 24 hours gets the first answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The request */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CarParticulars"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CarView"];
                };
            };
        };
    };
    post_corrective_action_requests_id_submit_plan: {
        parameters: {
            query?: never;
            header: {
                /** @description ETag seen */
                "If-Match": string;
                /** @description One key per intent, 1 to 255 visible ASCII characters: a repetition within 24 hours gets the first answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The request */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CarParticulars"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CarView"];
                };
            };
        };
    };
    post_corrective_action_requests_id_uphold: {
        parameters: {
            query?: never;
            header: {
                /** @description ETag seen */
                "If-Match": string;
                /** @description One key per intent, 1 to 255 visible ASCII characters: a repetition within 24 hours gets the first answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The request */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CarParticulars"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CarView"];
                };
            };
        };
    };
    post_corrective_action_requests_id_verify: {
        parameters: {
            query?: never;
            header: {
                /** @description ETag seen */
                "If-Match": string;
                /** @description One key per intent, 1 to 255 visible ASCII characters: a repetition within 24 hours gets the first answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The request */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CarParticulars"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CarView"];
                };
            };
        };
    };
    post_corrective_action_requests_id_withdraw: {
        parameters: {
            query?: never;
            header: {
                /** @description ETag seen */
                "If-Match": string;
                /** @description One key per intent, 1 to 255 visible ASCII characters: a repetition within 24 hours gets the first answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The request */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CarParticulars"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CarView"];
                };
            };
        };
    };
    get_dashboard: {
        parameters: {
            query?: {
                /** @description Units at or below this organisation. */
                within?: string;
                /** @description First day of the period. */
                from?: string;
                /** @description Last day of the period. */
                to?: string;
                /** @description Units of this kind. */
                kind?: string;
                /** @description Units of this level. */
                level?: string;
                /** @description Findings and requests about this clause. */
                clause?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DashboardView"];
                };
            };
        };
    };
    get_delegations: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DelegationView"][];
                };
            };
        };
    };
    post_delegations: {
        parameters: {
            query?: never;
            header?: {
                /** @description One key per intent, 1 to 255 visible ASCII characters: a repetition within 24 hours gets the first answer. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewDelegation"];
            };
        };
        responses: {
            /** @description Made; `ETag` is its version */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DelegationView"];
                };
            };
        };
    };
    delete_delegations_id: {
        parameters: {
            query?: never;
            header: {
                /** @description ETag seen */
                "If-Match": string;
            };
            path: {
                /** @description The delegation */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DelegationView"];
                };
            };
        };
    };
    get_devices: {
        parameters: {
            query?: {
                /** @description Rows wanted, 1 to 500; 50 unless given. */
                limit?: number;
                /** @description The `next` of the page before. */
                after?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_DeviceView"];
                };
            };
        };
    };
    post_devices_id_revoke: {
        parameters: {
            query?: never;
            header: {
                /** @description ETag seen */
                "If-Match": string;
                /** @description One key per intent, 1 to 255 visible ASCII characters: a repetition within 24 hours gets the first answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The device */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeviceView"];
                };
            };
        };
    };
    post_evidence: {
        parameters: {
            query?: never;
            header?: {
                /** @description One key per intent, 1 to 255 visible ASCII characters: a repetition within 24 hours gets the first answer. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DeclareEvidence"];
            };
        };
        responses: {
            /** @description Declared before */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EvidenceView"];
                };
            };
            /** @description Made; `ETag` is its version */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EvidenceView"];
                };
            };
        };
    };
    get_evidence_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The evidence */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EvidenceView"];
                };
            };
        };
    };
    get_evidence_id_accesses: {
        parameters: {
            query?: {
                /** @description Rows wanted, 1 to 500; 50 unless given. */
                limit?: number;
                /** @description The `next` of the page before. */
                after?: string;
            };
            header?: never;
            path: {
                /** @description The evidence */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_AccessView"];
                };
            };
        };
    };
    get_evidence_id_content: {
        parameters: {
            query?: {
                /**
                 * @description The most that the caller may see unless given: the original, or for whoever may not see the original of redacted
                 *     evidence, its redacted copy.
                 */
                size?: "original" | "1600" | "320";
            };
            header?: {
                /** @description bytes=<first>-<last> */
                Range?: string | null;
                /** @description ETag at hand */
                "If-None-Match"?: string | null;
            };
            path: {
                /** @description The evidence */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file, of the type that was verified; ETag is its SHA-256 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "*/*": unknown;
                };
            };
            /** @description The part asked for */
            206: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The file at hand is the same */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    put_evidence_id_content: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The evidence */
                id: string;
            };
            cookie?: never;
        };
        /** @description The bytes that were declared */
        requestBody?: {
            content: {
                "application/octet-stream": unknown;
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EvidenceView"];
                };
            };
        };
    };
    get_evidence_id_redactions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The evidence */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Redactions"];
                };
            };
        };
    };
    post_evidence_id_redactions: {
        parameters: {
            query?: never;
            header: {
                /** @description ETag seen */
                "If-Match": string;
                /** @description One key per intent, 1 to 255 visible ASCII characters: a repetition within 24 hours gets the first answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The evidence */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RedactEvidence"];
            };
        };
        responses: {
            /** @description These regions are covered already */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EvidenceView"];
                };
            };
            /** @description Made; `ETag` is its version */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EvidenceView"];
                };
            };
        };
    };
    post_evidence_id_withdraw: {
        parameters: {
            query?: never;
            header: {
                /** @description ETag seen */
                "If-Match": string;
                /** @description One key per intent, 1 to 255 visible ASCII characters: a repetition within 24 hours gets the first answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The evidence */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WithdrawEvidence"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EvidenceView"];
                };
            };
        };
    };
    get_findings: {
        parameters: {
            query?: {
                /** @description Of this inspection. */
                inspection?: string;
                /** @description Of units at or below this organisation. */
                within?: string;
                /** @description Of this grade. */
                grade?: string;
                /** @description In this status. */
                status?: components["schemas"]["FindingStatus"];
                /** @description Rows wanted, 1 to 500; 50 unless given. */
                limit?: number;
                /** @description The `next` of the page before. */
                after?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_FindingView"];
                };
            };
        };
    };
    get_findings_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The finding */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FindingView"];
                };
            };
        };
    };
    patch_findings_id: {
        parameters: {
            query?: never;
            header: {
                /** @description ETag seen */
                "If-Match": string;
            };
            path: {
                /** @description The finding */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WriteFinding"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FindingView"];
                };
            };
        };
    };
    post_findings_id_accept: {
        parameters: {
            query?: never;
            header: {
                /** @description ETag seen */
                "If-Match": string;
                /** @description One key per intent, 1 to 255 visible ASCII characters: a repetition within 24 hours gets the first answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The finding */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FindingParticulars"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FindingView"];
                };
            };
        };
    };
    post_findings_id_close: {
        parameters: {
            query?: never;
            header: {
                /** @description ETag seen */
                "If-Match": string;
                /** @description One key per intent, 1 to 255 visible ASCII characters: a repetition within 24 hours gets the first answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The finding */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FindingParticulars"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FindingView"];
                };
            };
        };
    };
    post_findings_id_dispute: {
        parameters: {
            query?: never;
            header: {
                /** @description ETag seen */
                "If-Match": string;
                /** @description One key per intent, 1 to 255 visible ASCII characters: a repetition within 24 hours gets the first answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The finding */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FindingParticulars"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FindingView"];
                };
            };
        };
    };
    post_findings_id_record: {
        parameters: {
            query?: never;
            header: {
                /** @description ETag seen */
                "If-Match": string;
                /** @description One key per intent, 1 to 255 visible ASCII characters: a repetition within 24 hours gets the first answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The finding */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FindingParticulars"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FindingView"];
                };
            };
        };
    };
    post_findings_id_uphold: {
        parameters: {
            query?: never;
            header: {
                /** @description ETag seen */
                "If-Match": string;
                /** @description One key per intent, 1 to 255 visible ASCII characters: a repetition within 24 hours gets the first answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The finding */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FindingParticulars"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FindingView"];
                };
            };
        };
    };
    post_findings_id_withdraw: {
        parameters: {
            query?: never;
            header: {
                /** @description ETag seen */
                "If-Match": string;
                /** @description One key per intent, 1 to 255 visible ASCII characters: a repetition within 24 hours gets the first answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The finding */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FindingParticulars"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FindingView"];
                };
            };
        };
    };
    delete_grants_id: {
        parameters: {
            query?: never;
            header: {
                /** @description ETag seen */
                "If-Match": string;
            };
            path: {
                /** @description The grant */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; there is no body */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    get_inspections: {
        parameters: {
            query?: {
                /** @description Of this programme. */
                programme?: string;
                /** @description Of organisations at or below this one. */
                within?: string;
                /** @description In this status. */
                status?: components["schemas"]["Status"];
                /** @description Of this kind. */
                kind?: components["schemas"]["Kind"];
                /** @description Rows wanted, 1 to 500; 50 unless given. */
                limit?: number;
                /** @description The `next` of the page before. */
                after?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_InspectionView"];
                };
            };
        };
    };
    post_inspections: {
        parameters: {
            query?: never;
            header?: {
                /** @description One key per intent, 1 to 255 visible ASCII characters: a repetition within 24 hours gets the first answer. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewInspection"];
            };
        };
        responses: {
            /** @description Made; `ETag` is its version */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InspectionView"];
                };
            };
        };
    };
    get_inspections_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The inspection */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InspectionView"];
                };
            };
        };
    };
    patch_inspections_id: {
        parameters: {
            query?: never;
            header: {
                /** @description ETag seen */
                "If-Match": string;
            };
            path: {
                /** @description The inspection */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EditInspection"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InspectionView"];
                };
            };
        };
    };
    post_inspections_id_archive: {
        parameters: {
            query?: never;
            header: {
                /** @description ETag seen */
                "If-Match": string;
                /** @description One key per intent, 1 to 255 visible ASCII characters: a repetition within 24 hours gets the first answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The inspection */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Nothing"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InspectionView"];
                };
            };
        };
    };
    get_inspections_id_attendees: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The inspection */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AttendeeView"][];
                };
            };
        };
    };
    post_inspections_id_attendees: {
        parameters: {
            query?: never;
            header?: {
                /** @description One key per intent, 1 to 255 visible ASCII characters: a repetition within 24 hours gets the first answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The inspection */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Made; `ETag` is its version */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AttendeeView"];
                };
            };
        };
    };
    post_inspections_id_cancel: {
        parameters: {
            query?: never;
            header: {
                /** @description ETag seen */
                "If-Match": string;
                /** @description One key per intent, 1 to 255 visible ASCII characters: a repetition within 24 hours gets the first answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The inspection */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Reason"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InspectionView"];
                };
            };
        };
    };
    post_inspections_id_conclude: {
        parameters: {
            query?: never;
            header: {
                /** @description ETag seen */
                "If-Match": string;
                /** @description One key per intent, 1 to 255 visible ASCII characters: a repetition within 24 hours gets the first answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The inspection */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Nothing"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InspectionView"];
                };
            };
        };
    };
    get_inspections_id_content: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The inspection */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
        };
    };
    post_inspections_id_corrective_action_requests: {
        parameters: {
            query?: never;
            header?: {
                /** @description One key per intent, 1 to 255 visible ASCII characters: a repetition within 24 hours gets the first answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The inspection */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NothingToSay"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CarView"][];
                };
            };
        };
    };
    get_inspections_id_evidence: {
        parameters: {
            query?: {
                /** @description In this state. */
                state?: components["schemas"]["EvidenceState"];
                /** @description Belonging to this record. */
                attached_to?: string;
                /** @description What was taken back too. */
                withdrawn?: boolean;
                /** @description Rows wanted, 1 to 500; 50 unless given. */
                limit?: number;
                /** @description The `next` of the page before. */
                after?: string;
            };
            header?: never;
            path: {
                /** @description The inspection */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_EvidenceView"];
                };
            };
        };
    };
    get_inspections_id_evidence_zip: {
        parameters: {
            query?: never;
            header?: {
                /** @description bytes=<first>-<last> */
                Range?: string | null;
                /** @description ETag of the parts at hand: with another one all of it is sent */
                "If-Range"?: string | null;
                /** @description ETag at hand */
                "If-None-Match"?: string | null;
            };
            path: {
                /** @description The inspection */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The archive; ETag stands for all of its bytes */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/zip": unknown;
                };
            };
            /** @description The part asked for */
            206: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The archive at hand is the same */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    post_inspections_id_findings: {
        parameters: {
            query?: never;
            header?: {
                /** @description One key per intent, 1 to 255 visible ASCII characters: a repetition within 24 hours gets the first answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The inspection */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WriteFinding"];
            };
        };
        responses: {
            /** @description Made; `ETag` is its version */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FindingView"];
                };
            };
        };
    };
    post_inspections_id_issue: {
        parameters: {
            query?: never;
            header: {
                /** @description ETag seen */
                "If-Match": string;
                /** @description One key per intent, 1 to 255 visible ASCII characters: a repetition within 24 hours gets the first answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The inspection */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Nothing"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InspectionView"];
                };
            };
        };
    };
    post_inspections_id_notify: {
        parameters: {
            query?: never;
            header: {
                /** @description ETag seen */
                "If-Match": string;
                /** @description One key per intent, 1 to 255 visible ASCII characters: a repetition within 24 hours gets the first answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The inspection */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Notice"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InspectionView"];
                };
            };
        };
    };
    get_inspections_id_progress: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The inspection */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProgressView"];
                };
            };
        };
    };
    post_inspections_id_reopen: {
        parameters: {
            query?: never;
            header: {
                /** @description ETag seen */
                "If-Match": string;
                /** @description One key per intent, 1 to 255 visible ASCII characters: a repetition within 24 hours gets the first answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The inspection */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Reason"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InspectionView"];
                };
            };
        };
    };
    post_inspections_id_reports: {
        parameters: {
            query?: never;
            header?: {
                /** @description One key per intent, 1 to 255 visible ASCII characters: a repetition within 24 hours gets the first answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The inspection */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewReport"];
            };
        };
        responses: {
            /** @description Made; `ETag` is its version */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReportView"];
                };
            };
        };
    };
    get_inspections_id_responses: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The inspection */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ResponseView"][];
                };
            };
        };
    };
    put_inspections_id_responses_item_id: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag seen, once there is an answer */
                "If-Match"?: string | null;
            };
            path: {
                /** @description The inspection */
                id: string;
                /** @description The item of the checklist */
                item_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WriteResponse"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ResponseView"];
                };
            };
            /** @description Made; `ETag` is its version */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ResponseView"];
                };
            };
        };
    };
    get_inspections_id_samples: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The inspection */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SampleView"][];
                };
            };
        };
    };
    post_inspections_id_samples: {
        parameters: {
            query?: never;
            header?: {
                /** @description One key per intent, 1 to 255 visible ASCII characters: a repetition within 24 hours gets the first answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The inspection */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Made; `ETag` is its version */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SampleView"];
                };
            };
        };
    };
    get_inspections_id_score: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The inspection */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
        };
    };
    post_inspections_id_start: {
        parameters: {
            query?: never;
            header: {
                /** @description ETag seen */
                "If-Match": string;
                /** @description One key per intent, 1 to 255 visible ASCII characters: a repetition within 24 hours gets the first answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The inspection */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Nothing"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InspectionView"];
                };
            };
        };
    };
    put_inspections_id_team: {
        parameters: {
            query?: never;
            header: {
                /** @description ETag seen */
                "If-Match": string;
            };
            path: {
                /** @description The inspection */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Team"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InspectionView"];
                };
            };
        };
    };
    get_me: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MeView"];
                };
            };
        };
    };
    post_me_device_public_key: {
        parameters: {
            query?: never;
            header?: {
                /** @description One key per intent, 1 to 255 visible ASCII characters: a repetition within 24 hours gets the first answer. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["KeyRequest"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeyView"];
                };
            };
        };
    };
    post_me_password: {
        parameters: {
            query?: never;
            header?: {
                /** @description One key per intent, 1 to 255 visible ASCII characters: a repetition within 24 hours gets the first answer. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordRequest"];
            };
        };
        responses: {
            /** @description Done; there is no body */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    get_notices: {
        parameters: {
            query?: {
                /** @description `true`: those not read yet; `false`: those read; both unless given. */
                unread?: boolean;
                /** @description Rows wanted, 1 to 500; 50 unless given. */
                limit?: number;
                /** @description The `next` of the page before. */
                after?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_NoticeView"];
                };
            };
        };
    };
    post_notices_id_read: {
        parameters: {
            query?: never;
            header?: {
                /** @description One key per intent, 1 to 255 visible ASCII characters: a repetition within 24 hours gets the first answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The notice */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NoticeView"];
                };
            };
        };
    };
    get_organisation_kinds: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KindView"][];
                };
            };
        };
    };
    post_organisation_kinds: {
        parameters: {
            query?: never;
            header?: {
                /** @description One key per intent, 1 to 255 visible ASCII characters: a repetition within 24 hours gets the first answer. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewKind"];
            };
        };
        responses: {
            /** @description Made; `ETag` is its version */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KindView"];
                };
            };
        };
    };
    get_organisations: {
        parameters: {
            query?: {
                /** @description Words of name, code or former name, with or without diacritics. */
                q?: string;
                /** @description Of this kind. */
                kind?: string;
                /** @description Of this level. */
                level?: components["schemas"]["Level"];
                /** @description At or below this organisation. */
                within?: string;
                /** @description Directly below this organisation, through either superior. */
                parent_id?: string;
                /** @description In force on this day; all, closed ones too, unless given. */
                on?: components["schemas"]["LocalDate"];
                /** @description `name` (Vietnamese order), `-name`, `code`, `-code`. Unless given: by name, whole phrases of `q` first. */
                sort?: string;
                /** @description Rows wanted, 1 to 500; 50 unless given. */
                limit?: number;
                /** @description The `next` of the page before. */
                after?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_OrganisationView"];
                };
            };
        };
    };
    post_organisations: {
        parameters: {
            query?: never;
            header?: {
                /** @description One key per intent, 1 to 255 visible ASCII characters: a repetition within 24 hours gets the first answer. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewOrganisation"];
            };
        };
        responses: {
            /** @description Made; `ETag` is its version */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrganisationView"];
                };
            };
        };
    };
    get_organisations_export: {
        parameters: {
            query?: {
                /** @description Those below this organisation; all that the caller may read unless given. */
                within?: string;
                /** @description Of this kind. */
                kind?: string;
                /** @description Of this level. */
                level?: components["schemas"]["Level"];
                /** @description In force on this day; all, closed ones too, unless given. */
                on?: components["schemas"]["LocalDate"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
        };
    };
    post_organisations_import: {
        parameters: {
            query: {
                /** @description Rows without a superior come below this organisation. */
                within: string;
                /** @description Say what would happen and write nothing. */
                dry_run?: boolean;
            };
            header?: {
                /** @description One key per intent, 1 to 255 visible ASCII characters: a repetition within 24 hours gets the first answer. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        /** @description Columns as in the export, or `code,name,level,parent_code` */
        requestBody: {
            content: {
                "text/csv": string;
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Imported"];
                };
            };
        };
    };
    get_organisations_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The organisation */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrganisationDetail"];
                };
            };
        };
    };
    patch_organisations_id: {
        parameters: {
            query?: never;
            header: {
                /** @description ETag seen */
                "If-Match": string;
            };
            path: {
                /** @description The organisation */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EditOrganisation"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrganisationView"];
                };
            };
        };
    };
    post_organisations_id_reorganise: {
        parameters: {
            query?: never;
            header: {
                /** @description ETag seen */
                "If-Match": string;
                /** @description One key per intent, 1 to 255 visible ASCII characters: a repetition within 24 hours gets the first answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The organisation */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Reorganise"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Reorganised"];
                };
            };
        };
    };
    put_organisations_id_stated_totals: {
        parameters: {
            query?: never;
            header: {
                /** @description ETag seen */
                "If-Match": string;
            };
            path: {
                /** @description The organisation */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StatedTotals"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrganisationDetail"];
                };
            };
        };
    };
    get_parked_ops: {
        parameters: {
            query?: {
                /** @description Of this inspection. */
                inspection?: string;
                /** @description In this state. */
                state?: components["schemas"]["ParkedState"];
                /** @description Rows wanted, 1 to 500; 50 unless given. */
                limit?: number;
                /** @description The `next` of the page before. */
                after?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_ParkedOpView"];
                };
            };
        };
    };
    post_parked_ops_id_apply: {
        parameters: {
            query?: never;
            header: {
                /** @description ETag seen */
                "If-Match": string;
                /** @description One key per intent, 1 to 255 visible ASCII characters: a repetition within 24 hours gets the first answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The parked operation */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ParkedDecision"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ParkedOpView"];
                };
            };
        };
    };
    post_parked_ops_id_dismiss: {
        parameters: {
            query?: never;
            header: {
                /** @description ETag seen */
                "If-Match": string;
                /** @description One key per intent, 1 to 255 visible ASCII characters: a repetition within 24 hours gets the first answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The parked operation */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ParkedDecision"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ParkedOpView"];
                };
            };
        };
    };
    get_programmes: {
        parameters: {
            query?: {
                /** @description Words of the title or the decision's number, with or without diacritics. */
                q?: string;
                /** @description Of this year. */
                year?: number;
                /** @description Owned at or below this organisation. */
                within?: string;
                /** @description Rows wanted, 1 to 500; 50 unless given. */
                limit?: number;
                /** @description The `next` of the page before. */
                after?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_ProgrammeView"];
                };
            };
        };
    };
    post_programmes: {
        parameters: {
            query?: never;
            header?: {
                /** @description One key per intent, 1 to 255 visible ASCII characters: a repetition within 24 hours gets the first answer. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewProgramme"];
            };
        };
        responses: {
            /** @description Made; `ETag` is its version */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProgrammeView"];
                };
            };
        };
    };
    get_programmes_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The programme */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProgrammeView"];
                };
            };
        };
    };
    patch_programmes_id: {
        parameters: {
            query?: never;
            header: {
                /** @description ETag seen */
                "If-Match": string;
            };
            path: {
                /** @description The programme */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EditProgramme"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProgrammeView"];
                };
            };
        };
    };
    get_programmes_id_planned_organisations: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The programme */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlanView"];
                };
            };
        };
    };
    put_programmes_id_planned_organisations: {
        parameters: {
            query?: never;
            header: {
                /** @description ETag seen */
                "If-Match": string;
            };
            path: {
                /** @description The programme */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PlanInput"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlanView"];
                };
            };
        };
    };
    get_programmes_id_progress: {
        parameters: {
            query?: {
                /** @description Rows wanted, 1 to 500; 50 unless given. */
                limit?: number;
                /** @description The `next` of the page before. */
                after?: string;
            };
            header?: never;
            path: {
                /** @description The programme */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProgrammeProgressView"];
                };
            };
        };
    };
    get_programmes_id_tasks: {
        parameters: {
            query?: {
                /** @description Rows wanted, 1 to 500; 50 unless given. */
                limit?: number;
                /** @description The `next` of the page before. */
                after?: string;
            };
            header?: never;
            path: {
                /** @description The programme */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_TaskView"];
                };
            };
        };
    };
    post_programmes_id_tasks: {
        parameters: {
            query?: never;
            header?: {
                /** @description One key per intent, 1 to 255 visible ASCII characters: a repetition within 24 hours gets the first answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The programme */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewTask"];
            };
        };
        responses: {
            /** @description Made; `ETag` is its version */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaskView"];
                };
            };
        };
    };
    patch_programmes_id_tasks_task_id: {
        parameters: {
            query?: never;
            header: {
                /** @description ETag seen */
                "If-Match": string;
            };
            path: {
                /** @description The programme */
                id: string;
                /** @description The task */
                task_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EditTask"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaskView"];
                };
            };
        };
    };
    get_rating_schemes: {
        parameters: {
            query?: {
                /** @description Rows wanted, 1 to 500; 50 unless given. */
                limit?: number;
                /** @description The `next` of the page before. */
                after?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_RatingSchemeView"];
                };
            };
        };
    };
    get_rating_schemes_key_versions_version: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The scheme */
                key: string;
                /** @description Which version */
                version: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RatingSchemeView"];
                };
            };
        };
    };
    get_reports: {
        parameters: {
            query?: {
                /** @description Of this inspection. */
                inspection?: string;
                /** @description Of this corrective action request. */
                car?: string;
                /** @description Of this kind. */
                kind?: components["schemas"]["ReportKind"];
                /** @description In this status. */
                status?: components["schemas"]["ReportStatus"];
                /** @description Rows wanted, 1 to 500; 50 unless given. */
                limit?: number;
                /** @description The `next` of the page before. */
                after?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_ReportView"];
                };
            };
        };
    };
    post_reports_verify: {
        parameters: {
            query?: {
                /** @description The short code of the document that the file should be; found by the file itself unless given. */
                code?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Any PDF */
        requestBody?: {
            content: {
                "application/pdf": unknown;
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VerificationView"];
                };
            };
        };
    };
    get_reports_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The document */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReportView"];
                };
            };
        };
    };
    get_reports_id_pdf: {
        parameters: {
            query?: never;
            header?: {
                /** @description bytes=<first>-<last> */
                Range?: string | null;
                /** @description ETag at hand */
                "If-None-Match"?: string | null;
            };
            path: {
                /** @description The document */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file; ETag is its SHA-256 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/pdf": unknown;
                };
            };
            /** @description The part asked for */
            206: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The file at hand is the same */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    post_reports_id_refusals: {
        parameters: {
            query?: never;
            header: {
                /** @description ETag seen */
                "If-Match": string;
                /** @description One key per intent, 1 to 255 visible ASCII characters: a repetition within 24 hours gets the first answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The document */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RefuseField"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReportView"];
                };
            };
        };
    };
    post_reports_id_signatures: {
        parameters: {
            query?: never;
            header: {
                /** @description ETag seen */
                "If-Match": string;
                /** @description One key per intent, 1 to 255 visible ASCII characters: a repetition within 24 hours gets the first answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The document */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignField"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReportView"];
                };
            };
        };
    };
    post_reports_id_signatures_complete: {
        parameters: {
            query?: never;
            header: {
                /** @description ETag seen */
                "If-Match": string;
                /** @description One key per intent, 1 to 255 visible ASCII characters: a repetition within 24 hours gets the first answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The document */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CompleteField"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReportView"];
                };
            };
        };
    };
    post_reports_id_signatures_prepare: {
        parameters: {
            query?: never;
            header: {
                /** @description ETag seen */
                "If-Match": string;
                /** @description One key per intent, 1 to 255 visible ASCII characters: a repetition within 24 hours gets the first answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The document */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PrepareField"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PreparedView"];
                };
            };
        };
    };
    post_reports_id_signed_copy: {
        parameters: {
            query?: never;
            header: {
                /** @description ETag seen */
                "If-Match": string;
                /** @description One key per intent, 1 to 255 visible ASCII characters: a repetition within 24 hours gets the first answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The document */
                id: string;
            };
            cookie?: never;
        };
        /** @description The signed document */
        requestBody?: {
            content: {
                "application/pdf": unknown;
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReportView"];
                };
            };
        };
    };
    post_reports_id_withdraw: {
        parameters: {
            query?: never;
            header: {
                /** @description ETag seen */
                "If-Match": string;
                /** @description One key per intent, 1 to 255 visible ASCII characters: a repetition within 24 hours gets the first answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The document */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Reason"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReportView"];
                };
            };
        };
    };
    get_standards: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_StandardView"];
                };
            };
        };
    };
    get_standards_edition_clauses: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The edition */
                edition: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClausesView"];
                };
            };
        };
    };
    post_sync_bundles: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The bundle */
        requestBody: {
            content: {
                "application/x-tar": string;
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportedBundle"];
                };
            };
        };
    };
    post_sync_digest: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DigestRequest"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DigestAnswer"];
                };
            };
        };
    };
    get_sync_events: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
        };
    };
    post_sync_pull: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PullRequest"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PullAnswer"];
                };
            };
        };
    };
    post_sync_push: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PushRequest"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PushAnswer"];
                };
            };
        };
    };
    get_sync_receipt: {
        parameters: {
            query: {
                /** @description The inspection. */
                inspection: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReceiptAnswer"];
                };
            };
        };
    };
    post_uploads: {
        parameters: {
            query?: {
                /** @description The evidence, unless `Upload-Metadata` names it. */
                evidence_id?: string;
            };
            header: {
                /** @description 1.0.0 */
                "Tus-Resumable": string;
                /** @description The declared size */
                "Upload-Length"?: number | null;
                /** @description evidence_id <Base64 of the id> */
                "Upload-Metadata"?: string | null;
            };
            path?: never;
            cookie?: never;
        };
        /** @description Its first bytes, or nothing */
        requestBody?: {
            content: {
                "application/offset+octet-stream": unknown;
            };
        };
        responses: {
            /** @description Location, Upload-Offset, Upload-Expires */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    options_uploads: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Tus-Version, Tus-Extension, Tus-Max-Size, Tus-Checksum-Algorithm */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    post_uploads_id: {
        parameters: {
            query?: never;
            header: {
                /** @description 1.0.0 */
                "Tus-Resumable": string;
                /** @description PATCH, HEAD or DELETE */
                "X-HTTP-Method-Override": string;
            };
            path: {
                /** @description The upload */
                id: string;
            };
            cookie?: never;
        };
        /** @description As for the method meant */
        requestBody?: {
            content: {
                "application/offset+octet-stream": unknown;
            };
        };
        responses: {
            /** @description As for the method meant */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    delete_uploads_id: {
        parameters: {
            query?: never;
            header: {
                /** @description 1.0.0 */
                "Tus-Resumable": string;
            };
            path: {
                /** @description The upload */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; there is no body */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    head_uploads_id: {
        parameters: {
            query?: never;
            header: {
                /** @description 1.0.0 */
                "Tus-Resumable": string;
            };
            path: {
                /** @description The upload */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Upload-Offset, Upload-Length, Upload-Expires */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    patch_uploads_id: {
        parameters: {
            query?: never;
            header: {
                /** @description 1.0.0 */
                "Tus-Resumable": string;
                /** @description Where the body begins */
                "Upload-Offset": number;
                /** @description sha256 or sha1, and the Base64 of the hash */
                "Upload-Checksum"?: string | null;
            };
            path: {
                /** @description The upload */
                id: string;
            };
            cookie?: never;
        };
        /** @description The bytes from Upload-Offset on */
        requestBody?: {
            content: {
                "application/offset+octet-stream": unknown;
            };
        };
        responses: {
            /** @description Upload-Offset, Upload-Expires */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    get_users: {
        parameters: {
            query?: {
                /** @description Words of the name or account, with or without diacritics. */
                q?: string;
                /** @description At or below this organisation. */
                within?: string;
                /** @description Rows wanted, 1 to 500; 50 unless given. */
                limit?: number;
                /** @description The `next` of the page before. */
                after?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_UserView"];
                };
            };
        };
    };
    post_users: {
        parameters: {
            query?: never;
            header?: {
                /** @description One key per intent, 1 to 255 visible ASCII characters: a repetition within 24 hours gets the first answer. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewUser"];
            };
        };
        responses: {
            /** @description Made; `ETag` is its version */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserView"];
                };
            };
        };
    };
    get_users_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The person */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserView"];
                };
            };
        };
    };
    patch_users_id: {
        parameters: {
            query?: never;
            header: {
                /** @description ETag seen */
                "If-Match": string;
            };
            path: {
                /** @description The person */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EditUser"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserView"];
                };
            };
        };
    };
    get_users_id_grants: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The person */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GrantView"][];
                };
            };
        };
    };
    post_users_id_grants: {
        parameters: {
            query?: never;
            header?: {
                /** @description One key per intent, 1 to 255 visible ASCII characters: a repetition within 24 hours gets the first answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The person */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewGrant"];
            };
        };
        responses: {
            /** @description Made; `ETag` is its version */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GrantView"];
                };
            };
        };
    };
    get_verify_code: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The short code, with or without its hyphens */
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PublicReport"];
                };
            };
        };
    };
}
