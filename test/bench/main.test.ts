import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { suiteNames } from './suite.ts'

interface Ended {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

function bench(...args: string[]): Promise<Ended> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'test/bench/main.ts', ...args], { stdio: 'pipe' })
  let stdout = ''
  let stderr = ''
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString()
  })
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString()
  })
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, stdout, stderr })))
}

it('--help tells every suite and every option', async () => {
  const { code, stdout } = await bench('--help')
  expect(code).toBe(0)
  for (const name of suiteNames()) expect(stdout).toMatch(new RegExp(`^  ${name} +\\w`, 'm'))
  for (const option of ['--json', '--candidates', '--quick']) expect(stdout).toContain(option)
})

it.each([
  ['a suite that it has not', ['opne'], /no suite "opne"; did you mean open\?/],
  ['an option that it has not', ['--fast'], /--fast/],
  ['sizes that are none', ['open', '--candidates', '10,many'], /whole numbers from 100 to 200000/],
  ['a size that one of its suites does not take', ['scale', 'open', '--candidates', '1000000'], /from 100 to 200000/],
  ['a size that none takes', ['scale', '--candidates', '1000001'], /from 100 to 1000000/],
])('the bench refuses %s with exit code 2, and measures nothing', async (_what, args, words) => {
  const { code, stdout, stderr } = await bench(...args)
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  expect(stderr).toMatch(words)
})

it('the bench prints its table on stdout, progress on stderr, and writes the file that --json names', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'firstframe-bench-test-'))
  try {
    const file = join(folder, 'bench.json')
    const { code, stdout, stderr } = await bench('open', '--quick', '--candidates', '300,400', '--json', file)
    expect(code, stderr).toBe(0)
    expect(stdout).toMatch(/^suite +name +candidates/)
    expect(stderr).toContain('open: 400 candidates')
    const document: unknown = JSON.parse(await readFile(file, 'utf8'))
    expect(document).toMatchObject({
      machine: { node: process.version, cores: expect.any(Number) },
      results: expect.arrayContaining([
        expect.objectContaining({ suite: 'open', name: 'decodeSnapshot', candidates: 400, unit: 'ms' }),
      ]),
    })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})
