/** A stream of server-sent events as a browser reads it, one event at a time. */

export interface ReceivedEvent {
  event: string
  data: unknown
}

export async function openEvents(url: string, headers: Record<string, string>) {
  const abort = new AbortController()
  const response = await fetch(url, { headers, signal: abort.signal })
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  let buffered = ''

  /** Null when the stream has been closed. */
  async function next(): Promise<ReceivedEvent | null> {
    for (;;) {
      const end = buffered.indexOf('\n\n')
      if (end >= 0) {
        const block = buffered.slice(0, end)
        buffered = buffered.slice(end + 2)
        return parse(block)
      }
      const { done = true, value } = (await reader?.read()) ?? {}
      if (done) return null
      buffered += value
    }
  }

  return {
    status: response.status,
    headers: response.headers,
    next,
    async rest(): Promise<ReceivedEvent[]> {
      const events: ReceivedEvent[] = []
      for (let one = await next(); one; one = await next()) events.push(one)
      return events
    },
    close: () => abort.abort(),
  }
}

function parse(block: string): ReceivedEvent {
  const fields = Object.fromEntries(
    block.split('\n').map((line): [string, string] => {
      const colon = line.indexOf(':')
      return [line.slice(0, colon), line.slice(colon + 1).trimStart()]
    }),
  )
  return { event: fields.event ?? 'message', data: fields.data ? JSON.parse(fields.data) : undefined }
}
