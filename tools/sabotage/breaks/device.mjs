// What the fence and the durable logout rest on in the client, and one line that takes it away.

const client = 'packages/client/test'

/** @type {readonly import('../break.mjs').Break[]} */
export const onTheDevice = [
  {
    guarantee: 'G04',
    says: 'A response still takes effect after its turn is over',
    file: 'packages/client/src/generation.ts',
    find: 'if (turn.aborted) throw loggedOut()',
    put: 'void turn',
    caughtBy: [
      {
        file: `${client}/token-vault.test.ts`,
        title: 'G04 nothing is written for a turn that is over',
      },
    ],
  },
  {
    guarantee: 'G09',
    says: 'Responses are not checked against the generation of their request',
    file: 'packages/client/src/generation.ts',
    find: 'const before = this.#turn',
    put: 'const before: Turn = new Set()',
    caughtBy: [
      {
        file: `${client}/fence.test.ts`,
        title: 'G09 a query answered after logout is dropped (fetch deaf to aborts: %s)',
      },
    ],
  },
  {
    guarantee: 'G09',
    says: 'The query cache is cleared, but may be refilled',
    file: 'packages/client/src/react/identity-query-client.ts',
    find: 'if (queries.get(query.queryHash) === query) queries.remove(query)',
    put: 'void query',
    caughtBy: [
      {
        file: `${client}/react/provider.test.tsx`,
        title: 'G09 a retired cache stays empty, whatever is written to it',
      },
    ],
  },
  {
    guarantee: 'G11',
    says: 'The logout is sent without `keepalive`',
    file: 'packages/client/src/keepalive-request.ts',
    find: 'keepalive: true',
    put: 'keepalive: false',
    build: 'client',
    caughtBy: [
      {
        file: 'e2e/left-at-once.spec.ts',
        title: 'G11 G07 left at the moment of the click: the response still reaches the browser and clears its cookies',
      },
    ],
  },
  {
    guarantee: 'G11',
    says: 'The outbox is not written',
    file: 'packages/client/src/outbox-entries.ts',
    find: "storage('localStorage')?.setItem(outboxPrefix + entry.sid, JSON.stringify(entry))",
    put: 'void entry',
    caughtBy: [
      {
        file: `${client}/page/cookie-mode.test.ts`,
        title: 'G11 offline, a tombstone and a ticket remain, and both are removed on delivery',
      },
    ],
  },
  {
    guarantee: 'G11',
    says: 'Queued logouts reach the disk only with cookies and localStorage',
    file: 'packages/client/src/durable/keep-on-disk.ts',
    find: 'records.change((store) => store.put(entry))',
    put: 'void entry',
    build: 'client',
    caughtBy: [
      {
        file: 'e2e/killed.spec.ts',
        title: 'G11 killed right after the click, before cookies or storage were written: the next page logs out',
      },
    ],
  },
  {
    guarantee: 'G11',
    says: 'The outbox entry names the session but has no ticket',
    file: 'packages/client/src/outbox-entries.ts',
    find: 'JSON.stringify(entry))',
    put: 'JSON.stringify({ until: entry.until }))',
    build: 'client',
    caughtBy: [
      {
        file: 'e2e/offline.spec.ts',
        title: 'G11 offline: stored as a ticket that can only log out, and delivered when the network is back',
      },
    ],
  },
  {
    guarantee: 'G11',
    says: 'No tombstone is set',
    file: 'packages/client/src/logout.ts',
    find: 'tombstone.add(sid, lifeSeconds)',
    put: 'lifeSeconds',
    caughtBy: [
      {
        file: `${client}/page/cookie-mode.test.ts`,
        title: 'G11 offline, a tombstone and a ticket remain, and both are removed on delivery',
      },
    ],
  },
  {
    guarantee: 'G11',
    says: 'Other calls are sent before a queued logout',
    file: 'packages/client/src/outbox.ts',
    find: 'if (!this.pending || this.#impatient || (await within(patienceMs, this.flush()))) return',
    put: 'if (this.now() > 0) return',
    caughtBy: [{ file: `${client}/outbox.test.ts`, title: 'G11 is delivered before the next authenticated call' }],
  },
  {
    guarantee: 'G11',
    says: 'Any response counts as delivered',
    file: 'packages/client/src/keepalive-request.ts',
    find: 'response.status === 200 && (await response.json()).success',
    put: 'response.status !== 0',
    caughtBy: [
      { file: `${client}/logout.test.ts`, title: 'G11 an answer with status %i does not confirm it' },
      {
        file: `${client}/outbox.test.ts`,
        title: 'G11 a gateway that answers 200 with %s confirms nothing, and the server is told once it is reachable',
      },
    ],
  },
  {
    guarantee: 'G12',
    says: 'The client reports a session as ended that the server has not ended',
    file: 'packages/client/src/logout.ts',
    find: "server: confirmed ? 'ended' : 'queued'",
    put: "server: confirmed !== undefined ? 'ended' : 'queued'",
    caughtBy: [{ file: `${client}/logout.test.ts`, title: 'G11 an answer with status %i does not confirm it' }],
  },
  {
    guarantee: 'G29',
    says: 'A login in flight at logout still signs in',
    file: 'packages/client/src/login.ts',
    find: 'if (state.logouts !== logouts) {',
    put: 'if (state.logouts < logouts) {',
    caughtBy: [
      {
        file: `${client}/fence.test.ts`,
        title: 'G29 a login answered after logout starts no session here and leaves none on the server',
      },
    ],
  },
  {
    guarantee: 'G04',
    says: 'A logout with nobody signed in yet does not cancel the login in flight',
    file: 'packages/client/src/create-campusbite.ts',
    find: 'state.logouts += 1',
    put: 'void 0',
    caughtBy: [
      {
        file: `${client}/fence.test.ts`,
        title: 'G04 a logout cancels a login that began before it, even if nobody was signed in',
      },
    ],
  },
  {
    guarantee: 'G31',
    says: 'A second click is a second logout',
    file: 'packages/client/src/create-campusbite.ts',
    find: 'ending ?? core.outbox.beforeCall()',
    put: 'core.outbox.beforeCall()',
    caughtBy: [{ file: `${client}/logout.test.ts`, title: 'G31 a double click is one logout with one result' }],
  },
]
