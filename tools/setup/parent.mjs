// Ends this command when what started it has gone. npm passes SIGTERM on to its shell alone, and the shell to nobody: a server
// left behind would keep port and database from the next start.

const lookEveryMs = 500

export function stopWithParent() {
  // Whoever starts us without npm may well mean to leave us running.
  if (!process.env.npm_lifecycle_event) return
  const parent = process.ppid
  const timer = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(timer)
    process.kill(process.pid, 'SIGTERM')
  }, lookEveryMs)
  timer.unref()
}
