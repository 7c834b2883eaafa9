/** The REST routes: which path calls which procedure, one line each. All behavior is in the procedures. */

export interface RestRoute {
  method: 'GET' | 'POST' | 'DELETE'
  path: string
  /** The procedure's path in the router: a query for GET, a mutation for everything else. */
  procedure: string
  status?: number
  /** `message` of a success. */
  message: string
  /** Whether the procedure's result is sent as `data`. */
  data: boolean
  summary: string
}

const get = (path: string, procedure: string, message: string, summary: string): RestRoute => ({
  method: 'GET',
  path,
  procedure,
  message,
  data: true,
  summary,
})
const post = (path: string, procedure: string, message: string, data: boolean, summary: string): RestRoute => ({
  method: 'POST',
  path,
  procedure,
  message,
  data,
  summary,
})
const del = (path: string, procedure: string, message: string, summary: string): RestRoute => ({
  method: 'DELETE',
  path,
  procedure,
  message,
  data: false,
  summary,
})

export const restRoutes: readonly RestRoute[] = [
  { ...post('/api/auth/register', 'auth.register', 'Account created.', true, 'Create an account'), status: 201 },
  post('/api/auth/login', 'auth.login', 'Logged in successfully.', true, 'Log in'),
  post('/api/auth/refresh-token', 'auth.refresh', 'Token refreshed.', true, 'Redeem a refresh token for the next pair'),
  post('/api/auth/logout', 'auth.logout', 'Logged out successfully.', false, 'Log out: end one session'),
  get('/api/auth/me', 'auth.me', 'Signed in.', 'Who the caller is'),
  get('/api/auth/sessions', 'session.list', 'Your sessions.', 'List the caller’s sessions'),
  del('/api/auth/sessions/{id}', 'session.end', 'Session ended.', 'End one of the caller’s sessions'),
  post('/api/auth/logout-others', 'session.endOthers', 'Other devices logged out.', true, 'End every other session'),
  post('/api/auth/logout-everywhere', 'session.endAll', 'Logged out everywhere.', true, 'End every session'),
  post(
    '/api/auth/change-password',
    'auth.changePassword',
    'Password changed. Other devices were logged out.',
    true,
    'Change the password',
  ),
  get('/api/auth/endings', 'operator.endings', 'Ended sessions.', 'Which sessions ended since a cursor, for operators'),
  del('/api/auth/account', 'auth.deleteAccount', 'Account deleted.', 'Delete the account'),
]

export interface RestMatch {
  route: RestRoute
  /** The values of `{…}` in the path. */
  params: Record<string, string>
}

/** Almost every path has no parameter, and is looked up directly. */
const plainMatches = new Map<string, RestMatch[]>()
for (const route of restRoutes) {
  if (!route.path.includes('{'))
    plainMatches.set(route.path, [...(plainMatches.get(route.path) ?? []), { route, params: {} }])
}
const namingRoutes = restRoutes.filter(({ path }) => path.includes('{'))

/** The route, `null` for an unknown path, or the methods that the path supports. */
export function matchRest(method: string, pathname: string): RestMatch | { allow: string[] } | null {
  const matches = plainMatches.get(pathname) ?? namingMatches(pathname)
  if (matches.length === 0) return null
  const wanted = method === 'HEAD' ? 'GET' : method
  return matches.find(({ route }) => route.method === wanted) ?? { allow: matches.map(({ route }) => route.method) }
}

function namingMatches(pathname: string): RestMatch[] {
  return namingRoutes.flatMap((route) => {
    const params = paramsOf(route.path, pathname)
    return params ? [{ route, params }] : []
  })
}

function paramsOf(template: string, pathname: string): Record<string, string> | null {
  const parts = template.split('/')
  const given = pathname.split('/')
  if (parts.length !== given.length) return null
  const params: Record<string, string> = {}
  for (const [index, part] of parts.entries()) {
    const value = given[index] ?? ''
    if (part.startsWith('{') && value !== '') params[part.slice(1, -1)] = decoded(value)
    else if (part !== value) return null
  }
  return params
}

/** A malformed percent-encoding names nothing; unchanged, it is as good as any unknown id. */
function decoded(value: string): string {
  try {
    return decodeURIComponent(value)
  } catch {
    return value
  }
}
