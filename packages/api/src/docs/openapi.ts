/** The OpenAPI 3.1 document, made from the very schemas that the procedures check with, so that it cannot drift. */
import { z } from 'zod'
import { type RestRoute, restRoutes } from '../rest/routes'
import { procedureFacts } from '../router'

type JsonSchema = Record<string, unknown>

export function openApiDocument() {
  const paths: Record<string, Record<string, unknown>> = {}
  for (const route of restRoutes) {
    paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: operation(route) }
  }
  return {
    openapi: '3.1.0',
    info: { title: 'CampusBite', version: '1.0.0', description: 'Log in, order food, and log out completely.' },
    paths,
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
    message: { type: 'string' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['path', 'message'],
        properties: { path: { type: 'string' }, message: { type: 'string' } },
      },
    },
  },
}

function operation(route: RestRoute) {
  const { inputs = [], output } = procedureFacts(route.procedure) ?? {}
  const inPath = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }))
  const [given] = inPath.length > 0 ? [] : inputs
  const input = route.method === 'GET' ? undefined : given
  const parameters = route.method === 'GET' && given ? inQuery(jsonSchema(given, 'input')) : inPath
  const envelope = {
    type: 'object',
    required: ['success', 'message', ...(route.data ? ['data'] : [])],
    properties: {
      success: { const: true },
      message: { const: route.message },
      ...(route.data && output ? { data: jsonSchema(output, 'output') } : {}),
    },
  }
  return {
    operationId: route.procedure,
    summary: route.summary,
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(input ? { requestBody: { content: json(jsonSchema(input, 'input')) } } : {}),
    responses: {
      [route.status ?? 200]: { description: route.message, content: json(envelope) },
      default: {
        description: 'What went wrong, and what to do.',
        content: json({ $ref: '#/components/schemas/Failure' }),
      },
    },
  }
}

/** A GET has no body: each field of its input is a parameter. */
function inQuery(schema: JsonSchema) {
  const { properties = {}, required = [] } = schema as { properties?: Record<string, JsonSchema>; required?: string[] }
  return Object.entries(properties).map(([name, of]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    schema: of,
  }))
}

const json = (schema: JsonSchema) => ({ 'application/json': { schema } })

function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): JsonSchema {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' })
  return rest
}
