"""From the policy that a council already has: what it says of the library, what it decided, what it lacks.

An old policy is read as passages (`old_policy`), each is held against the library's clauses (`mapping`), decisions are
heard in them (`decisions`), and what is missing and what is stale is said beside (`gaps`). The result is one value
(`adoption`), which the writers of reports read. Nothing here writes files or knows a format of policies.
"""
