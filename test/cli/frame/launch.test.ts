import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ffInside } from '../command-line.ts'

const ROOT = join(import.meta.dirname, '..', '..', '..')
const MANIFEST = join(ROOT, 'node_modules', '.cache', 'firstframe', 'commands.json')

const launched = (...args: string[]) =>
  spawnSync(process.execPath, ['src/cli/launch.mjs', ...args], {
    cwd: ROOT,
    encoding: 'utf8',
    env: { PATH: process.env.PATH },
  })

describe('the launcher of the command line', () => {
  it('the launcher says what the sources say, finds the files beside them, and makes its bundle once', async () => {
    const help = await ffInside(['--help'])
    expect(launched('--help').stdout).toBe(help.stdout)
    const made = readFileSync(MANIFEST, 'utf8')
    const checked = launched('rules', 'check')
    expect([checked.status, checked.stderr]).toEqual([0, ''])
    expect(checked.stdout).toContain('rule files')
    expect(readFileSync(MANIFEST, 'utf8')).toBe(made)
    expect(JSON.parse(made).inputs).toHaveProperty(join('src', 'cli', 'run.ts'))
  })

  it('the launcher hands on the exit code of what it starts', () => {
    const { status, stderr } = launched('no-such-verb')
    expect([status, stderr.split('\n')[0]]).toEqual([2, 'ff: unknown verb "no-such-verb"'])
  })
})
