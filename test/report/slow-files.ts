import { relative } from 'node:path'
import type { Reporter, TestModule } from 'vitest/node'

export interface Cost {
  readonly file: string
  readonly seconds: number
}

/**
 * Prints the files that took most CPU time, and fails the run over one that took more than `FILE_CPU_SECONDS`, which
 * `.ci/run` sets: CPU time and not time by the clock, for other work on the machine makes that much longer.
 */
export default class SlowFiles implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const limit = process.env.FILE_CPU_SECONDS
    const sorted = costs(modules)
    console.log(table(sorted))
    for (const words of overLimit(sorted, limit ? Number(limit) : undefined)) {
      console.error(words)
      process.exitCode = 1
    }
  }
}

/** What each file took, the costliest first. */
export function costs(modules: readonly Pick<TestModule, 'moduleId' | 'meta'>[]): readonly Cost[] {
  return modules
    .map((module) => ({
      file: relative(process.cwd(), module.moduleId),
      seconds: (module.meta().cpuMs ?? 0) / 1000,
    }))
    .sort((one, other) => other.seconds - one.seconds)
}

/** What to say of each file that took longer than it may; @param limit seconds; undefined: none */
export function overLimit(all: readonly Cost[], limit: number | undefined): readonly string[] {
  if (limit === undefined) return []
  if (!(limit > 0)) throw new Error('FILE_CPU_SECONDS is no number of seconds above 0')
  return all
    .filter(({ seconds }) => seconds > limit)
    .map(
      ({ file, seconds }) =>
        `${file} took ${seconds.toFixed(1)} s of CPU; a test file may take ${limit} (FILE_CPU_SECONDS in .ci/run). ` +
        'Build once what its tests share, leave the rest of a long property to `npm run test:long`, or split the file.',
    )
}

function table(all: readonly Cost[]): string {
  const total = all.reduce((sum, { seconds }) => sum + seconds, 0)
  const rows = all.slice(0, 10).map(({ file, seconds }) => `${seconds.toFixed(1).padStart(7)}  ${file}`)
  return ['', ` CPU seconds: ${total.toFixed(0)} in ${all.length} files; the costliest:`, ...rows, ''].join('\n')
}
