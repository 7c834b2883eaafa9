// What an emptied page, its tabs and its history rest on in the client, and one line that takes it away.

const client = 'packages/client/test'

const traces = 'apps/web/src/session/forget-traces.ts'
const emptying = "if (!cookies.split('; ').some(isAnother)) return all"

/** @type {readonly import('../break.mjs').Break[]} */
export const ofPages = [
  {
    guarantee: 'G05',
    says: 'A soft navigation instead of a full one',
    file: 'packages/client/src/logout.ts',
    find: 'const page = core.page?.leavable && !stay ? core.page : null',
    put: `const page = null as typeof core.page
  if (core.page?.leavable && !stay) (window as unknown as { next: { router: { push(to: string): void } } }).next.router.push('/login')`,
    build: 'client',
    caughtBy: [
      { file: 'e2e/history.spec.ts', title: 'G05 Back, twice Back and Forward show nothing private, entered by links' },
    ],
  },
  {
    guarantee: 'G05',
    says: 'A page from the back/forward cache is shown without asking the server',
    file: 'packages/client/src/page-guard.ts',
    find: 'if (persisted && check() && core.state.sid) void ask().then(show)',
    put: 'if (persisted && core.now() < 0) void ask().then(show)',
    build: 'client',
    caughtBy: [
      {
        file: 'e2e/kept-unseen.spec.ts',
        title: 'G05 a cached page whose session has ended stays hidden until the server has answered',
      },
    ],
  },
  {
    guarantee: 'G08',
    says: 'The page is not emptied',
    file: 'packages/client/src/logout.ts',
    find: 'page.wipe(notice(), userId)',
    put: 'void page',
    build: 'client',
    caughtBy: [
      {
        file: `${client}/page/wipe.test.ts`,
        title: 'G08 G11 is emptied in the task of the click, says what is true, and stays empty',
      },
      { file: 'e2e/traces.spec.ts', title: `G08 G11 nothing is left with \${what}, at once` },
    ],
  },
  {
    guarantee: 'G08',
    says: 'Traces that name nobody are left behind',
    file: traces,
    find: emptying,
    put: "if (cookies === '' && isAnother(cookies)) return all",
    build: 'pages',
    caughtBy: [
      {
        file: 'e2e/traces.spec.ts',
        title: `G08 nothing is left of what other code stored here, with \${what}; the dark theme stays`,
      },
    ],
  },
  {
    guarantee: 'G16',
    says: "A tab that slept deletes the next user's data",
    file: traces,
    find: emptying,
    put: "if (!cookies.split('; ').some(isAnother) || cookies !== '') return all",
    build: 'pages',
    caughtBy: [
      {
        file: 'e2e/traces.spec.ts',
        title: 'G08 G16 a tab that slept through logout and login deletes nothing of the next user',
      },
    ],
  },
  {
    guarantee: 'G08',
    says: 'sessionStorage is not emptied',
    file: 'packages/client/src/logout.ts',
    find: "storage('sessionStorage')?.clear()",
    put: "storage('sessionStorage')",
    caughtBy: [
      {
        file: `${client}/page/local-storage.test.ts`,
        title: 'G08 logout clears our keys and sessionStorage, and keeps those of the device and of others',
      },
    ],
  },
  {
    guarantee: 'G10',
    says: 'The other tabs are not told',
    file: 'packages/client/src/tab-channel.ts',
    find: 'tell: (fact) => channel?.postMessage(fact)',
    put: 'tell: () => {}',
    caughtBy: [
      {
        file: `${client}/page/tabs.test.ts`,
        title: 'G10 the other tab hears that the session has ended, and does not call the server',
      },
    ],
  },
  {
    guarantee: 'G10',
    says: 'Without BroadcastChannel, storage events are ignored',
    file: 'packages/client/src/tab-channel.ts',
    find: 'if (key?.startsWith(outboxPrefix) && newValue !== null) {',
    put: 'if (key === outboxPrefix && newValue !== null) {',
    caughtBy: [
      { file: `${client}/page/tabs.test.ts`, title: 'G10 without BroadcastChannel, the outbox entry carries the news' },
    ],
  },
  {
    guarantee: 'G10',
    says: 'A tab that missed the news does not check when it becomes visible',
    file: 'packages/client/src/page-guard.ts',
    find: 'if (lives && kept === sid) return true',
    put: 'if (core.state.sid === sid) return true',
    caughtBy: [{ file: `${client}/page/tabs.test.ts`, title: 'G10 a tab that missed the news finds out on %s' }],
  },
  {
    guarantee: 'G11',
    says: "Ending all of one's own sessions is reported as done from another device",
    file: 'packages/client/src/logout.ts',
    find: 'state.asked ?? found',
    put: 'found',
    build: 'client',
    caughtBy: [
      {
        file: 'e2e/devices.spec.ts',
        title: 'G11 G14 ending your own session is reported as such, even if a stream hears of it before the response',
      },
    ],
  },
]
