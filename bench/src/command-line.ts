/** How measuring commands read their command line: asked for help they print it, and what they do not know is refused in one line. */

/** @param read throws where it cannot make sense of what was given. @returns null where there is nothing more to do */
export function readOrRefuse<T extends { help: boolean }>(help: string, read: () => T): T | null {
  try {
    const options = read()
    if (!options.help) return options
    console.log(help)
  } catch (error) {
    if (!(error instanceof RangeError) && !isFromParseArgs(error)) throw error
    // Of what Node says, the first sentence: the rest is about arguments without a name, of which there are none.
    console.error(`${error.message.split('. ', 1)[0]?.replace(/\.?$/, '.')}\n\n${help}`)
    process.exitCode = 2
  }
  return null
}

const isFromParseArgs = (error: unknown): error is Error =>
  error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')
