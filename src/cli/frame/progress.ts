import type { Shell } from './shell.ts'

/** What progress is drawn on. */
type Terminal = Pick<Shell, 'stderr' | 'interactive'>

/** Shows the progress of a long verb, always on stderr. */
export interface Progress {
  /** `done` is the whole amount so far, not a step. */
  readonly to: (done: number, words?: string) => void
  /** Sets the text that is shown at the end; without it: that the work is done, or that it failed. */
  readonly ends: (words: string) => void
}

/** Draws progress, as a bar or as lines. */
interface Drawn {
  readonly to: Progress['to']
  readonly stop: (words: string) => void
}

/** A line for each tenth of the work (or each doubling, when the total is unknown), so that a log stays readable. */
function lines(shell: Terminal, label: string, total: number | null): Drawn {
  let next = total === null ? 1000 : total / 10
  return {
    to: (done, words) => {
      if (done < next || done === 0) return
      next = total === null ? done * 2 : (Math.floor((done * 10) / total) + 1) * (total / 10)
      const far = total === null ? done.toLocaleString('en-US') : `${Math.floor((done / total) * 100)} %`
      shell.stderr.write(`${label}: ${far}${words ? ` (${words})` : ''}\n`)
    },
    stop: (words) => shell.stderr.write(`${words}\n`),
  }
}

async function bar(shell: Terminal, label: string, total: number): Promise<Drawn> {
  const prompts = await import('@clack/prompts')
  const drawn = prompts.progress({ max: Math.max(1, total), output: shell.stderr })
  let reached = 0
  drawn.start(label)
  return {
    to: (done, words) => {
      drawn.advance(done - reached, words ? `${label}: ${words}` : label)
      reached = done
    },
    stop: (words) => drawn.stop(words),
  }
}

/**
 * Runs work with a progress bar on a terminal, or with lines elsewhere. `total` null: the total is unknown. The bar is
 * always ended, even by an error: otherwise it would keep the process alive and the cursor hidden.
 */
export async function withProgress<Result>(
  shell: Terminal,
  label: string,
  total: number | null,
  work: (shown: Progress) => Promise<Result>,
): Promise<Result> {
  const drawn = shell.interactive && total !== null ? await bar(shell, label, total) : lines(shell, label, total)
  let last: string | null = null
  let outcome = `${label} failed`
  const ends = (words: string) => {
    last = words
  }
  try {
    const result = await work({ to: drawn.to, ends })
    outcome = `${label}: done`
    return result
  } finally {
    drawn.stop(last ?? outcome)
  }
}
