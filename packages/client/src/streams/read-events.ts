/** Parses server-sent events from a response body (HTML Living Standard, 9.2.6), as far as tRPC uses them. */

export interface StreamEvent {
  event: string
  data: string
}

/** Calls `alive` for every chunk that arrives. */
export async function* readEvents(body: ReadableStream<Uint8Array>, alive: () => void): AsyncGenerator<StreamEvent> {
  const reader = body.getReader()
  const decoder = new TextDecoder()
  let buffered = ''
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      alive()
      buffered += decoder.decode(value, { stream: true })
      const blocks = buffered.split(/\r?\n\r?\n/)
      buffered = blocks.pop() ?? ''
      for (const block of blocks) yield parse(block)
    }
  } finally {
    reader.cancel().catch(() => {})
  }
}

function parse(block: string): StreamEvent {
  const found = { event: 'message', data: '' }
  for (const line of block.split(/\r?\n/)) {
    const [, name, value = ''] = /^(event|data): ?(.*)$/.exec(line) ?? []
    if (name === 'event') found.event = value
    if (name === 'data') found.data += value
  }
  return found
}
