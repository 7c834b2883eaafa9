/** Inputs generated from a procedure's own schema, valid ones and ones with a mistake somewhere. */
import fc from 'fast-check'
import { z } from 'zod'

type JsonSchema = {
  type?: string | string[]
  enum?: unknown[]
  const?: unknown
  anyOf?: JsonSchema[]
  properties?: Record<string, JsonSchema>
  required?: string[]
  items?: JsonSchema
  format?: string
  minLength?: number
  maxLength?: number
  minimum?: number
  maximum?: number
}

/** Any character, sometimes one that PostgreSQL or UTF-8 cannot represent. */
const character = fc.oneof(
  { arbitrary: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }), weight: 20 },
  fc.constantFrom('\0', '\ud800', '\udfff'),
)

/** What a schema accepts. @throws if it uses something unknown here, so that no input stays untested */
export const rightInput = (schema: z.ZodType): fc.Arbitrary<unknown> =>
  fromJsonSchema(z.toJSONSchema(schema) as JsonSchema)

function fromJsonSchema(schema: JsonSchema): fc.Arbitrary<unknown> {
  if (schema.anyOf) return fc.oneof(...schema.anyOf.map(fromJsonSchema))
  if (schema.enum) return fc.constantFrom(...schema.enum)
  const { type } = schema
  if (Array.isArray(type)) return fc.oneof(...type.map((one) => fromJsonSchema({ ...schema, type: one })))
  if ('const' in schema) return fc.constant(schema.const)
  switch (type) {
    case 'null':
      return fc.constant(null)
    case 'boolean':
      return fc.boolean()
    case 'integer':
    case 'number':
      return fc.integer({ min: Math.max(schema.minimum ?? -1e9, -1e9), max: Math.min(schema.maximum ?? 1e9, 1e9) })
    case 'string':
      return schema.format === 'email'
        ? fc.uuid().map((id) => `${id}@campus.test`)
        : fc.string({
            unit: character,
            minLength: schema.minLength ?? 0,
            maxLength: Math.min(schema.maxLength ?? 40, 40),
          })
    case 'array':
      return fc.array(fromJsonSchema(schema.items ?? {}), { minLength: 1, maxLength: 4 })
    case 'object': {
      const { properties = {}, required = [] } = schema
      const fields = Object.fromEntries(Object.entries(properties).map(([name, of]) => [name, fromJsonSchema(of)]))
      return fc.record(fields, { requiredKeys: required })
    }
    default:
      throw new Error(`No input can be made for ${JSON.stringify(schema)}.`)
  }
}

const nested = (depth: number): unknown => (depth === 0 ? [] : [nested(depth - 1)])
const strange =
  "\0|a\0b|\ud800|\udfff\ud800|\u202e|﷽|👩‍👩‍👧‍👦|%00|%|'; DROP TABLE session; --|../../etc/passwd|{{1}}|<script>".split(
    '|',
  )

/** JSON values that programs trip over: wrong types, keys of `Object.prototype`, characters no database or terminal likes. */
export const strangeValue: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(null, true, false, 0, -1, 0.5, 2 ** 53, 1e308, '', [], {}, ...strange),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.integer({ min: 100, max: 6_000 }).map((length) => 'x'.repeat(length)),
  fc.integer({ min: 10, max: 1_500 }).map(nested),
  fc.jsonValue({ maxDepth: 3 }),
  fc
    .constantFrom('__proto__', 'constructor', 'prototype', 'toString', 'then', '0', 'length')
    .chain((key) => fc.jsonValue({ maxDepth: 2 }).map((value) => Object.fromEntries([[key, value]]))),
)

/** A valid input in which one thing, at a random depth, is replaced, omitted or added. */
export const wrongInput = (schema: z.ZodType): fc.Arbitrary<unknown> =>
  fc
    .tuple(rightInput(schema), strangeValue, fc.infiniteStream(fc.nat()))
    .map(([right, value, choices]) => spoilt(right, value, () => choices.next().value ?? 0))

function spoilt(input: unknown, value: unknown, choose: () => number): unknown {
  if (typeof input !== 'object' || input === null || choose() % 4 === 0) return value
  const entries = Object.entries(input)
  const at = choose() % (entries.length + 1)
  const changed = entries.flatMap(([name, field], index): [string, unknown][] =>
    index !== at ? [[name, field]] : choose() % 3 === 0 ? [] : [[name, spoilt(field, value, choose)]],
  )
  if (Array.isArray(input)) return changed.map(([, field]) => field)
  const beside: [string, unknown][] = at === entries.length ? [['__proto__', value]] : []
  return Object.fromEntries([...changed, ...beside])
}
