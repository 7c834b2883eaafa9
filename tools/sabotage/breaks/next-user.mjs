// What keeps one user from the next in the same browser, and one line that takes it away.

const client = 'packages/client/test'

/** @type {readonly import('../break.mjs').Break[]} */
export const ofTheNextUser = [
  {
    guarantee: 'G16',
    says: "A late logout deletes the next user's cookies",
    file: 'packages/client/src/outbox.ts',
    find: "this.delivery === 'cookie' && (current === undefined || current === sid)",
    put: "this.delivery === 'cookie'",
    caughtBy: [
      {
        file: `${client}/page/cookie-mode.test.ts`,
        title: 'G16 a late logout deletes no cookies after somebody else has logged in',
      },
    ],
  },
  {
    guarantee: 'G16',
    says: 'The next user inherits the query cache',
    file: 'packages/client/src/react/identity.ts',
    find: `this.#identity(generation, successor(this.first))
      retire(before)`,
    put: `this.#identity(generation, before)
      void [successor, retire]`,
    caughtBy: [{ file: `${client}/react/provider.test.tsx`, title: 'G16 the next user gets their own cache' }],
  },
  {
    guarantee: 'G16',
    says: 'A logout without a mounted provider leaves the query cache to the next user',
    file: 'packages/client/src/react/identity.ts',
    find: 'this.#trees -= 1',
    put: 'if (--this.#trees === 0) this.#unfollow?.()',
    caughtBy: [
      {
        file: `${client}/react/identities.test.tsx`,
        title: 'G16 the next user sees nothing of the last one, even if no provider was mounted at the logout',
      },
    ],
  },
  {
    guarantee: 'G16',
    says: 'A late answer to "Log out everywhere" logs out the next user',
    file: 'packages/client/src/create-campusbite.ts',
    find: 'return state.sid === sid ? core.logout() : rest()',
    put: 'return core.logout()',
    caughtBy: [
      {
        file: `${client}/ends-by-name.test.ts`,
        title: 'G16 logoutEverywhere, answered after the next login, does not end that session',
      },
    ],
  },
  {
    guarantee: 'G16',
    says: 'A signed-out tab enters whatever session the store still holds',
    file: 'packages/client/src/page-guard.ts',
    find: 'const lives = kept && !core.outbox.has(kept) && !tombstone.has(kept)',
    put: 'const lives = kept',
    caughtBy: [
      {
        file: 'packages/client/test/page/login-elsewhere.test.ts',
        title: 'G16 nor does one whose logout is queued, in a tab that never knew it',
      },
    ],
  },
  {
    guarantee: 'G11',
    says: 'A queued logout is sent to any API that a client on this origin uses',
    file: 'packages/client/src/outbox-entries.ts',
    find: 'if (url === this.url()) found',
    put: 'if (url) found',
    caughtBy: [
      {
        file: 'packages/client/test/page/login-elsewhere.test.ts',
        title: 'G11 a queued logout is not sent to another API whose client has the same origin',
      },
    ],
  },
]
