/** The paths that are not procedures, for the OpenAPI document: keys, health, and the document itself. */

const answer = (description: string) => ({
  description,
  content: { 'application/json': { schema: { type: 'object' } } },
})

const get = (operationId: string, summary: string, responses: object) => ({
  get: { operationId, tags: ['service'], summary, responses },
})

export const otherPaths = {
  '/.well-known/jwks.json': get('jwks', 'The public keys that verify access tokens', {
    200: answer('A JSON Web Key Set.'),
  }),
  '/api/openapi.json': get('openapi', 'This document', { 200: answer('OpenAPI 3.1.') }),
  '/healthz': get('healthz', 'Whether the process is up', { 200: answer('It is.') }),
  '/readyz': get('readyz', 'Whether the database answers', { 200: answer('It does.'), 503: answer('It does not.') }),
}
