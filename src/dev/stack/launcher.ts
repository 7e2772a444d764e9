/** A second of a process that nobody needs any more is cheap; a poll of the parent's id costs nothing. */
const POLL_MS = 1000

/**
 * Calls `gone` once the process that launched this one has ended. npm hands a signal to its shell alone, and
 * the shell dies of it without a word to its children: a supervisor that ends `npm start` by id would leave
 * everything running. A stack that was started without npm stays when its shell goes.
 */
export function onLauncherGone(gone: () => void): void {
  if (process.env.npm_lifecycle_event === undefined) return
  const launcher = process.ppid
  const poll = setInterval(() => {
    if (process.ppid === launcher) return
    clearInterval(poll)
    gone()
  }, POLL_MS)
  poll.unref()
}
