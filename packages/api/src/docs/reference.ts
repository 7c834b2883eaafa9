/** The API reference as Markdown, generated from the same routes, schemas and examples as the OpenAPI document. */

import { procedurePaths } from '../procedures'
import { takesForms } from '../rest/form-post'
import { type RestRoute, restRoutes } from '../rest/routes'
import { failuresOf } from './failures'
import { inputOf, type JsonSchema, objectOf } from './openapi'
import { operations } from './operations'

export function referenceMarkdown(): string {
  const overTrpc = procedurePaths().filter((path) => !restRoutes.some(({ procedure }) => procedure === path))
  return [
    '# API reference',
    'JSON in and out. A success is `{"success": true, "message": …}`, with `data` if there is any; a failure is ' +
      '`{"success": false, "message": …}`, with `errors` for bad input. No response may be cached.',
    'Every operation is also a tRPC procedure at `/api/trpc`, with the same input and output. The ' +
      '[OpenAPI document](/api/openapi.json) describes the same; [errors](errors.md) explains every error code.',
    ...restRoutes.map(section),
    '## Over tRPC only',
    overTrpc.map((path) => `- \`${path}\``).join('\n'),
    '## For machines',
    '- `GET /.well-known/jwks.json`: the public keys that verify access tokens\n' +
      '- `GET /healthz`: the process is up\n- `GET /readyz`: the database answers; 503 otherwise',
  ].join('\n\n')
}

const callers = {
  anybody: 'Public.',
  'signed-in': 'Requires `Authorization: Bearer` with an access token, or the cookies of a login.',
  operator: 'Requires an operator’s access token.',
}

function section(route: RestRoute): string {
  const { access = 'anybody', description = '', data } = operations[route.procedure] ?? {}
  const success = { success: true, message: route.message, ...(route.data ? { data } : {}) }
  return [
    `## ${route.summary}`,
    `\`${route.method} ${route.path}\` · tRPC \`${route.procedure}\``,
    `${description} ${callers[access]}`,
    ...fields(route),
    `\`\`\`sh\n${curl(route)}\n\`\`\``,
    `Response ${route.status ?? 200}:`,
    `\`\`\`json\n${JSON.stringify(success, null, 2)}\n\`\`\``,
    ...(takesForms(route) ? ['A form of the app’s own pages is answered with 303 instead, in cookie mode.'] : []),
    ['| status | code | message |', '| --- | --- | --- |', ...failuresOf(route).map(row)].join('\n'),
  ].join('\n\n')
}

const row = ({ status, code, body }: ReturnType<typeof failuresOf>[number]) =>
  `| ${status} | [${code}](errors.md#${code.toLowerCase()}) | ${body.message} |`

function fields(route: RestRoute): string[] {
  const { parameters, body } = inputOf(route)
  const { properties = {}, required = [] } = body ? objectOf(body.schema) : {}
  const rows = [
    ...parameters.map(
      (one) => `| \`${one.name}\` | ${one.in} | ${kindOf(one.schema)} | ${one.required ? 'yes' : ''} |`,
    ),
    ...Object.entries(properties).map(
      ([name, of]) => `| \`${name}\` | body | ${kindOf(of)} | ${required.includes(name) ? 'yes' : ''} |`,
    ),
  ]
  return rows.length > 0 ? [['| field | in | what | required |', '| --- | --- | --- | --- |', ...rows].join('\n')] : []
}

/** In words. Readers need not know that a field may be null as well as missing. */
function kindOf(schema: JsonSchema): string {
  const { type, format, anyOf, minLength, maxLength, enum: values } = schema
  if (Array.isArray(values)) return values.map((value) => `\`${value}\``).join(' or ')
  if (Array.isArray(anyOf)) return kindOf(anyOf.find((one) => one.type !== 'null') ?? {})
  const bounds = [
    ...(typeof minLength === 'number' && minLength > 1 ? [`at least ${minLength} characters`] : []),
    ...(typeof maxLength === 'number' ? [`at most ${maxLength} characters`] : []),
  ]
  const [plain] = [type].flat()
  return [String(format ?? plain ?? 'any'), ...bounds].join(', ')
}

function curl({ method, path, procedure }: RestRoute): string {
  const { access, input } = operations[procedure] ?? {}
  const parts = [
    `curl${method === 'GET' ? '' : ` -X ${method}`} http://localhost:3000${path.replace('{id}', '$SESSION_ID')}`,
    ...(access === 'anybody' ? [] : ['-H "Authorization: Bearer $ACCESS_TOKEN"']),
    ...(input === undefined ? [] : ['-H "Content-Type: application/json"', `-d '${JSON.stringify(input)}'`]),
  ]
  return parts.join(' \\\n  ')
}
