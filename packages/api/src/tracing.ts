/**
 * OpenTelemetry spans, one per request and one per procedure call. They cost nothing unless the host registers a tracer
 * provider. No span contains anything from a request's input.
 */
import {
  context,
  ProxyTracerProvider,
  propagation,
  type Span,
  SpanKind,
  SpanStatusCode,
  type Tracer,
  trace,
} from '@opentelemetry/api'
import type { Answer, Exchange } from './http/exchange'

/** Undefined until a host has registered a provider. */
function registered(): Tracer | undefined {
  const provider = trace.getTracerProvider()
  return provider instanceof ProxyTracerProvider
    ? provider.getDelegateTracer('campusbite')
    : provider.getTracer('campusbite')
}

export function inRequestSpan(exchange: Exchange, work: () => Promise<Answer>): Promise<Answer> {
  const tracer = registered()
  if (!tracer) return work()
  const { method, req } = exchange
  const parent = propagation.extract(context.active(), req.headers)
  return tracer.startActiveSpan(method, { kind: SpanKind.SERVER }, parent, async (span) => {
    const given = await work()
    if (span.isRecording()) {
      span.updateName(`${method} ${exchange.route}`)
      span.setAttributes({
        'http.request.method': method,
        'http.route': exchange.route,
        'http.response.status_code': given.status,
        'campusbite.request_id': exchange.id,
      })
      if (given.status >= 500) span.setStatus({ code: SpanStatusCode.ERROR })
    }
    span.end()
    return given
  })
}

export function inProcedureSpan<T>(path: string, work: () => Promise<T>): Promise<T> {
  const tracer = registered()
  if (!tracer) return work()
  return tracer.startActiveSpan(path, (span: Span) => work().finally(() => span.end()))
}
