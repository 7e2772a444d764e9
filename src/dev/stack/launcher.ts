/** How long a stack may outlive its launcher, in milliseconds: polling the parent's id costs almost nothing. */
const POLL_MS = 1000

/**
 * Calls `gone` once the process that launched this one has ended. npm passes a signal only to its shell, and the shell
 * ends without a signal to its children: without this, a supervisor that ends `npm start` by its id would leave
 * everything running. A stack that was started without npm goes on when its shell ends.
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
