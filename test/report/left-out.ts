import type { Reporter, TestModule } from 'vitest/node'
import { findChromium } from '../browser/chromium.ts'
import { redisServerExists } from '../dev/store/local-redis.ts'

/** A program that some tests need, and how to get it. */
interface Need {
  readonly room: string
  readonly missing: () => boolean
  readonly words: string
}

const NEEDS: readonly Need[] = [
  {
    room: 'test/dev/store/',
    missing: () => !redisServerExists(),
    words:
      'the store contract against a real Redis: install redis-server (apt-get install redis-server, brew install redis)',
  },
  {
    room: 'test/browser/',
    missing: () => findChromium() === null,
    words: 'the device lab in a browser: install Chromium (apt-get install chromium), or name one in FF_CHROMIUM',
  },
]

/** Tells at the end of a run what was skipped for want of a program: in CI the same tests fail instead. */
export default class LeftOut implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const left = process.env.CI ? [] : leftOut(modules.map(({ relativeModuleId }) => relativeModuleId))
    if (left.length > 0)
      console.log([' Not tried on this machine:', ...left.map((words) => `   ${words}`), ''].join('\n'))
  }
}

/** What was not tried of the files that ran, in words. */
export function leftOut(files: readonly string[], needs: readonly Need[] = NEEDS): readonly string[] {
  return needs
    .filter(({ room, missing }) => files.some((file) => file.startsWith(room)) && missing())
    .map(({ words }) => words)
}
