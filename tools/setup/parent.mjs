// Ends this command when its parent has gone. npm passes SIGTERM only to its shell, and the shell does not pass it on: a server
// left behind would block the port and the database for the next start.

const lookEveryMs = 500

export function stopWithParent() {
  // Started without npm, it may well be meant to keep running.
  if (!process.env.npm_lifecycle_event) return
  const parent = process.ppid
  const timer = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(timer)
    process.kill(process.pid, 'SIGTERM')
  }, lookEveryMs)
  timer.unref()
}
