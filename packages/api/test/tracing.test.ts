/** Spans, for a host that has registered a tracer provider. */
import { context, propagation, trace } from '@opentelemetry/api'
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base'
import { afterEach, expect, test } from 'vitest'
import { logIn, newPerson } from '../src/testing/index'
import { startTestApi } from './support/start-test-api'

afterEach(() => {
  trace.disable()
  context.disable()
  propagation.disable()
})

test('G25 records a span per request and procedure, under our names and without tokens', async () => {
  const exporter = new InMemorySpanExporter()
  trace.setGlobalTracerProvider(new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] }))
  await using api = await startTestApi()
  const { refreshToken, accessToken } = await logIn(api, await newPerson(api))
  exporter.reset()
  await api.get(`/api/auth/me?token=${accessToken}`, { Authorization: `Bearer ${accessToken}` })
  await api.post('/api/auth/logout', { refreshToken })
  const spans = exporter.getFinishedSpans()
  expect(spans.map(({ name }) => name)).toEqual(['auth.me', 'GET /api/auth/me', 'auth.logout', 'POST /api/auth/logout'])
  expect(spans[3]?.attributes).toMatchObject({ 'http.route': '/api/auth/logout', 'http.response.status_code': 200 })
  const text = JSON.stringify(
    spans.map(({ name, attributes, events, status }) => ({ name, attributes, events, status })),
  )
  for (const token of [accessToken, refreshToken]) expect(text).not.toContain(token.slice(-20))
})

test('without a provider, records nothing and everything works', async () => {
  await using api = await startTestApi()
  const { refreshToken } = await logIn(api, await newPerson(api))
  expect((await api.post('/api/auth/logout', { refreshToken })).status).toBe(200)
})
