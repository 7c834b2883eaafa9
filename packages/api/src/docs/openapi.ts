/** The OpenAPI 3.1 document, generated from the schemas that the procedures validate with, so that it cannot drift. */
import { z } from 'zod'
import { procedureFacts } from '../procedures'
import { takesForms } from '../rest/form-post'
import { type RestRoute, restRoutes } from '../rest/routes'
import { type Failure, failuresOf } from './failures'
import { operations } from './operations'
import { otherPaths } from './other-paths'

export type JsonSchema = { [key: string]: unknown }

export function openApiDocument() {
  const paths: Record<string, Record<string, unknown>> = {}
  for (const route of restRoutes) {
    paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: operation(route) }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'CampusBite',
      version: '1.0.0',
      description: 'Log in, order food, and log out completely.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/' }],
    tags: [{ name: 'auth' }, { name: 'session' }, { name: 'operator' }, { name: 'service' }],
    paths: { ...paths, ...otherPaths },
    components: {
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
      schemas: { Failure: failureSchema },
    },
  }
}

const failureSchema: JsonSchema = {
  type: 'object',
  required: ['success', 'message'],
  properties: {
    success: { const: false },
    message: { type: 'string', description: 'What went wrong, and what to do.' },
    errors: {
      type: 'array',
      description: 'For bad input: each fault, and where it is.',
      items: {
        type: 'object',
        required: ['path', 'message'],
        properties: { path: { type: 'string' }, message: { type: 'string' } },
      },
    },
  },
}

function operation(route: RestRoute) {
  const { access, description, input: inputExample, data: dataExample } = operations[route.procedure] ?? {}
  const { output } = procedureFacts(route.procedure) ?? {}
  const { parameters, body } = inputOf(route)
  const envelope = {
    type: 'object',
    required: ['success', 'message', ...(route.data ? ['data'] : [])],
    properties: {
      success: { const: true },
      message: { const: route.message },
      ...(route.data && output ? { data: jsonSchema(output, 'output') } : {}),
    },
  }
  const success = { success: true, message: route.message, ...(route.data ? { data: dataExample } : {}) }
  return {
    operationId: route.procedure,
    tags: [route.procedure.split('.')[0]],
    summary: route.summary,
    description,
    ...(access === 'anybody' ? {} : { security: [{ bearer: [] }] }),
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(body ? { requestBody: { required: body.required, content: json(body.schema, inputExample) } } : {}),
    responses: {
      [route.status ?? 200]: { description: route.message, content: json(envelope, success) },
      ...(takesForms(route) ? { 303: seeOther } : {}),
      ...failures(failuresOf(route)),
    },
  }
}

/** Has no documented form body: beyond the fields, what the form contains is between the pages and the server. */
const seeOther = {
  description: 'A form post from the app’s own pages, in cookie mode: the browser is redirected.',
  headers: { Location: { description: 'A path of this origin.', schema: { type: 'string' } } },
}

/** A GET has no body: each input field is a parameter. Path parameters are never in the body either. */
export function inputOf(route: RestRoute) {
  const [given] = procedureFacts(route.procedure)?.inputs ?? []
  const inPath = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name)
  const schema = given ? jsonSchema(given, 'input') : undefined
  if (!schema || (route.method !== 'GET' && inPath.length === 0)) {
    return {
      parameters: [],
      body: given && schema ? { schema, required: !given.safeParse(undefined).success } : undefined,
    }
  }
  const { properties = {}, required = [] } = objectOf(schema)
  const parameters = Object.entries(properties).map(([name, of]) => ({
    name,
    in: inPath.includes(name) ? 'path' : 'query',
    required: inPath.includes(name) || required.includes(name),
    schema: of,
  }))
  return { parameters, body: undefined }
}

interface ObjectSchema {
  properties?: Record<string, JsonSchema>
  required?: string[]
}

/** The object schema within a nullable schema. */
export function objectOf(schema: JsonSchema): ObjectSchema {
  const options = Array.isArray(schema.anyOf) ? (schema.anyOf as JsonSchema[]) : [schema]
  return options.find(({ type }) => type === 'object') ?? {}
}

function failures(all: Failure[]) {
  const statuses = [...new Set(all.map(({ status }) => status))]
  return Object.fromEntries(
    statuses.map((status) => {
      const some = all.filter((failure) => failure.status === status)
      const content = {
        schema: { $ref: '#/components/schemas/Failure' },
        examples: Object.fromEntries(some.map(({ code, body }) => [code, { value: body }])),
      }
      return [
        status,
        {
          description: some.map(({ code }) => code).join(', '),
          ...(status === 429 ? { headers: { 'Retry-After': retryAfter } } : {}),
          content: { 'application/json': content },
        },
      ]
    }),
  )
}

const retryAfter = { description: 'Seconds until trying again can succeed.', schema: { type: 'integer' } }

const json = (schema: JsonSchema, example: unknown) => ({
  'application/json': { schema, ...(example === undefined ? {} : { examples: { example: { value: example } } }) },
})

function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): JsonSchema {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' })
  return rest
}
