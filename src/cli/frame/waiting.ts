import type { Shell } from './shell.ts'

/** After so many seconds of one request the first line comes; then after twice as many, and so on. */
const FIRST_SECONDS = 4

/**
 * Says on stderr for how long one request has been on its way, where only the publisher knows how far it is: a line for
 * each doubling of the time, so that a log stays readable.
 */
export async function whileItTakes<Result>(
  shell: { readonly stderr: Pick<Shell['stderr'], 'write'> },
  label: string,
  work: () => Promise<Result>,
): Promise<Result> {
  let seconds = FIRST_SECONDS
  let timer: ReturnType<typeof setTimeout> | undefined
  const later = (aheadSeconds: number) => {
    timer = setTimeout(() => {
      shell.stderr.write(`${label}: the publisher has been at work for ${seconds} s\n`)
      later(seconds)
      seconds *= 2
    }, aheadSeconds * 1000)
  }
  later(FIRST_SECONDS)
  try {
    return await work()
  } finally {
    clearTimeout(timer)
  }
}
