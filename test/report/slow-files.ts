import { relative } from 'node:path'
import type { Reporter, TestModule } from 'vitest/node'

interface Cost {
  readonly file: string
  readonly seconds: number
}

/**
 * Prints the files that took most CPU time, and fails the run over one that took more than `FILE_CPU_SECONDS`, which
 * `.ci/run` sets: CPU time and not time by the clock, so that a busy machine fails nobody.
 */
export default class SlowFiles implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const costs = modules.map(costOf).sort((one, other) => other.seconds - one.seconds)
    console.log(table(costs))
    const limit = Number(process.env.FILE_CPU_SECONDS ?? Number.POSITIVE_INFINITY)
    for (const { file, seconds } of costs.filter((cost) => cost.seconds > limit)) {
      console.error(
        `${file} took ${seconds.toFixed(1)} s of CPU; a test file may take ${limit} (FILE_CPU_SECONDS in .ci/run). ` +
          'Share what it builds, give its long half to `npm run test:long`, or split it.',
      )
      process.exitCode = 1
    }
  }
}

function costOf(module: TestModule): Cost {
  return { file: relative(process.cwd(), module.moduleId), seconds: (module.meta().cpuMs ?? 0) / 1000 }
}

function table(costs: readonly Cost[]): string {
  const total = costs.reduce((sum, { seconds }) => sum + seconds, 0)
  const rows = costs.slice(0, 10).map(({ file, seconds }) => `${seconds.toFixed(1).padStart(7)}  ${file}`)
  return [``, ` CPU seconds: ${total.toFixed(0)} in ${costs.length} files, of which`, ...rows, ''].join('\n')
}
