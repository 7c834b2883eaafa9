/** How the benchmark commands read their command line: `--help` prints the help, and an unknown option is refused in one line. */

/** @param read throws if the arguments are invalid. @returns null if there is nothing more to do */
export function readOrRefuse<T extends { help: boolean }>(help: string, read: () => T): T | null {
  try {
    const options = read()
    if (!options.help) return options
    console.log(help)
  } catch (error) {
    if (!(error instanceof RangeError) && !isFromParseArgs(error)) throw error
    // The first sentence of Node's message: the rest is about positional arguments, which do not exist here.
    console.error(`${error.message.split('. ', 1)[0]?.replace(/\.?$/, '.')}\n\n${help}`)
    process.exitCode = 2
  }
  return null
}

const isFromParseArgs = (error: unknown): error is Error =>
  error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')
