import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { ffInside } from '../../cli/command-line.ts'
import { OPS_TOKEN, type PublisherWorld, startPublisherWorld } from '../publisher-world.ts'
import { asset, campaign, title } from '../records.ts'

/** For everywhere: it meets a takeover on every clock, and ends at a minute that the clocks of Europe skip. */
const WIDE = campaign('wide', ['one'], {
  priority: 'guaranteed',
  start: '2026-12-20T20:00:00',
  end: '2027-03-28T02:30:00',
  status: 'draft',
})
const TAKEOVER = { priority: 'takeover', start: '2026-12-20T20:00:00', end: '2026-12-21T20:00:00' }
const folder = mkdtempSync(join(tmpdir(), 'findings-'))
const FILE = join(folder, 'wide.json')

let world: PublisherWorld
beforeAll(async () => {
  vi.spyOn(console, 'warn').mockImplementation(() => undefined)
  world = await startPublisherWorld()
  await world.ingest(title('one'), title('two'), asset('one'), asset('two'), campaign('two', ['two'], TAKEOVER))
  writeFileSync(FILE, JSON.stringify(WIDE))
})
afterAll(async () => {
  vi.restoreAllMocks()
  rmSync(folder, { recursive: true })
  await world.close()
})

const ff = (...args: string[]) =>
  ffInside(args, { FF_OPS_URL: 'https://ops.example.com', FF_OPS_TOKEN: OPS_TOKEN }, async (input, init) => {
    const { pathname, search } = new URL(String(input))
    return world.app.request(pathname + search, init, world.environment)
  })
const linesOf = ({ stdout }: { readonly stdout: string }, rule: string) =>
  stdout.split('\n').filter((line) => line.startsWith(`warning ${rule}: `))

it.each([
  ['campaign put', ['campaign', 'put', FILE]],
  ['lint', ['lint', '--with', FILE]],
])('ff %s tells findings once that differ only in their place or clock', async (_verb, words) => {
  const told = await ff(...words)
  const skipped = linesOf(told, 'dst-gap')
  expect(skipped).toHaveLength(1)
  expect(skipped[0]).toMatch(/on the clock of [A-Z]\w+\/\w+ and \d+ other clocks/)
  const same = linesOf(told, 'tier-overlap').filter((line) =>
    line.includes('from Sun 2026-12-20 20:00 until Mon 2026-12-21 20:00'),
  )
  expect(same).toHaveLength(1)
  expect(same[0]).toMatch(/ on AD AE AF .* and \d+ more home-hero is held back .* other clocks\)/)
})

it('findings at other local times stay apart, and every one of all is in the JSON', async () => {
  const words = ['lint', '--with', FILE]
  const { findings } = JSON.parse((await ff(...words, '--json')).stdout) as { findings: { rule: string }[] }
  const all = findings.filter(({ rule }) => rule === 'tier-overlap')
  const told = linesOf(await ff(...words), 'tier-overlap')
  expect(told.length).toBeGreaterThan(1)
  expect(all.length).toBeGreaterThan(told.length)
})
