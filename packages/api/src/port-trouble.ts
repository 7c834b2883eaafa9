/** Says in one line why a port is not available, and what to do. */

/** @param setting the name of the setting, such as `PORT` */
export function portTrouble(setting: string, port: number, { code, message }: NodeJS.ErrnoException): string {
  if (code === 'EADDRINUSE') {
    const other = port === 65_535 ? port - 1 : port + 1
    return `Port ${port} is in use. Set ${setting} to a free one, for example ${setting}=${other}, or stop what is using it.`
  }
  if (code === 'EACCES') return `Port ${port} may not be used by this user. Set ${setting} to one above 1023.`
  return `Port ${port} cannot be used: ${message}. Set ${setting} to another one.`
}
