// What guarantees beyond the first sixteen rest on, and one line that takes it away.

/** @type {readonly import('../break.mjs').Break[]} */
export const further = [
  {
    guarantee: 'G17',
    says: 'A response tells the browser to clear all site data',
    file: 'packages/api/src/http/exchange.ts',
    find: "'X-Content-Type-Options': 'nosniff',",
    put: "'X-Content-Type-Options': 'nosniff', 'Clear-Site-Data': '\"*\"',",
    build: 'server',
    caughtBy: [
      {
        file: 'e2e/ahead.spec.ts',
        title: 'G17 no logout response tells the browser to clear cookies or everything',
      },
    ],
  },
  {
    guarantee: 'G20',
    says: 'Every session on the devices page is marked as this one',
    file: 'packages/api/src/session/list.ts',
    find: 'current: session.sid === ctx.caller.sid',
    put: 'current: true',
    build: 'server',
    caughtBy: [
      {
        file: 'e2e/devices.spec.ts',
        title: 'G20 the devices page lists each session, marks this one and ends any other',
      },
    ],
  },
  {
    guarantee: 'G21',
    says: 'A login leaves the previous session alive',
    file: 'packages/api/src/auth/login.ts',
    find: 'if (session) await auth.replaceSession(session)',
    put: 'void session',
    caughtBy: [
      {
        file: 'packages/api/test/logout.test.ts',
        title: "G21 login starts a new session and ends the browser's previous one",
      },
    ],
  },
  {
    guarantee: 'G22',
    says: 'An access token outlives its expiry',
    file: 'packages/auth/src/access-token.ts',
    find: 'if (!(expiresAt > now)) return null',
    put: 'if (Number.isNaN(expiresAt.getTime())) return null',
    caughtBy: [
      {
        file: 'packages/auth/test/tokens.test.ts',
        title: 'G22 yield their claims until they expire, and not a second longer',
      },
    ],
  },
  {
    guarantee: 'G22',
    says: 'An access token issued for another service passes',
    file: 'packages/auth/src/access-token.ts',
    find: ' || claims.aud !== audience',
    put: '',
    caughtBy: [{ file: 'packages/auth/test/tokens.test.ts', title: 'G22 are refused for a wrong %s' }],
  },
  {
    guarantee: 'G24',
    says: 'A stream stays open after its session has ended',
    file: 'packages/api/src/http/streams.ts',
    find: 'this.auth.onEnded(sid, (over) => abort.abort(over))',
    put: '() => {}',
    caughtBy: [
      {
        file: 'packages/client/test/streams.test.ts',
        title: 'G24 an ending on another device is known here within a second, and the stream does not reopen',
      },
    ],
  },
  {
    guarantee: 'G25',
    says: "The database stores a refresh token's jti",
    file: 'packages/auth/src/token-pair.ts',
    find: "new Uint8Array(createHash('sha256').update(jti).digest())",
    put: 'new Uint8Array(Buffer.from(jti))',
    caughtBy: [{ file: 'packages/auth/test/tokens.test.ts', title: 'G25 the database stores only a hash of a token' }],
  },
  {
    guarantee: 'G26',
    says: 'A private page is rendered for a prefetch',
    file: 'apps/web/src/server/passage.ts',
    find: 'if (session && visit.prefetch) return',
    put: 'if (session && visit.prefetch && visit.soft) return',
    caughtBy: [
      {
        file: 'apps/web/test/page-gate.test.ts',
        title: 'G26 gets no private page (%s), so that none can be shown after the session has ended',
      },
    ],
  },
  {
    guarantee: 'G27',
    says: 'A login redirects to another host',
    file: 'packages/auth/src/contract/safe-next.ts',
    find: "url.pathname.startsWith('//') ? '/' : ",
    put: '',
    caughtBy: [{ file: 'apps/web/test/safe-next.test.ts', title: 'replaces everything else with the menu: %j' }],
  },
  {
    guarantee: 'G30',
    says: 'The bar with the log-out button scrolls away with the page',
    file: 'apps/web/src/app/header.tsx',
    find: 'sticky top-0 z-30',
    put: 'z-30',
    build: 'pages',
    caughtBy: [
      {
        file: 'e2e/reach.spec.ts',
        title: `G30 the button is in view on every private page, and nothing covers it (\${width} px)`,
      },
    ],
  },
  {
    guarantee: 'G32',
    says: 'The refresh cookie expires with its session, so the reason is unknown',
    file: 'packages/api/src/cookies.ts',
    find: 'sessionSeconds + afterlifeSeconds',
    put: 'sessionSeconds',
    caughtBy: [
      {
        file: 'packages/api/test/notices.test.ts',
        title: 'G18 G32 a refresh cookie outlives its session for a while, good only to learn that it has ended',
      },
    ],
  },
  {
    guarantee: 'G32',
    says: "The page is left before the browser has stored the next page's notice",
    file: 'packages/client/src/cookies.ts',
    find: 'void document.cookie',
    put: 'void 0',
    build: 'client',
    caughtBy: [
      {
        file: 'e2e/notices.spec.ts',
        title: 'G32 G11 the login page says why it is shown, even if the browser is slow to store cookies',
      },
    ],
  },
  {
    guarantee: 'G33',
    says: 'Wrong passwords are not counted',
    file: 'packages/api/src/login-throttle.ts',
    find: 'if (refused === null) continue',
    put: 'if (refused !== undefined) continue',
    caughtBy: [
      {
        file: 'packages/api/test/bad-input.test.ts',
        title:
          'G33 a flood of wrong passwords gets 429 with Retry-After, and a genuine logout in the middle of it succeeds',
      },
    ],
  },
  {
    guarantee: 'G34',
    says: 'Ended sessions are remembered forever',
    file: 'packages/auth/src/revocations.ts',
    find: 'this.#ended.delete(sid)',
    put: 'void sid',
    caughtBy: [
      {
        file: 'packages/auth/test/revocations.test.ts',
        title: 'G34 memory is bounded by the access tokens that are still valid',
      },
    ],
  },
  {
    guarantee: 'G35',
    says: 'An unused session lives longer than the policy says',
    file: 'packages/auth/src/policy.ts',
    find: 'idleSeconds: 3 * 24',
    put: 'idleSeconds: 5 * 24',
    caughtBy: [
      { file: 'packages/api/test/session-policy.test.ts', title: 'G35 every documented limit is the one in force' },
    ],
  },
]
