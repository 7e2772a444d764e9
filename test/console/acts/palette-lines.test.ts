import { describe, expect, it } from 'vitest'
import { actHref, type ConsoleAct } from '../../../src/console/acts/console-act.ts'
import { ACT_REGISTRY, CONSOLE_ACTS } from '../../../src/console/acts/console-acts.ts'
import { linesFor, NO_ACTS, searchesFor } from '../../../src/console/acts/palette-lines.ts'
import { CONSOLE_PAGES } from '../../../src/console/pages.ts'
import type { SearchResult } from '../../../src/contracts/ops/answers/inquiries/search.ts'
import type { WhoAmI } from '../../../src/contracts/ops/answers/inquiries/who-am-i.ts'

const NIGHT_TRAIN: SearchResult = {
  ...{ kind: 'title', id: 'ttl_night-train', name: 'Night Train' },
  href: '/console/takedowns/new?target=ttl_night-train',
}
const TRAILER: SearchResult = {
  ...{ kind: 'asset', id: 'ast_night-train', name: 'Night Train, trailer' },
  href: '/console/why?asset=ast_night-train',
}
const HERO: SearchResult = {
  ...{ kind: 'campaign', id: 'cmp_dach-hero', name: 'Hero, DACH' },
  href: '/console/campaigns/cmp_dach-hero',
}
/** On call in dach alone. */
const DUTY: WhoAmI = {
  ...{ name: 'duty@example.com', kind: 'person' },
  roles: [{ role: 'duty', regions: ['dach'], feeds: null }],
  may: { 'region.rollback': ['dach'], 'region.read': ['dach'], 'takedown.add': ['dach'] },
  rolesThatMay: {
    'region.rollback': ['publisher', 'duty'],
    'schedule.approve': ['editor'],
    'feed.deliver': ['partner'],
  },
}

const labels = (typed: string, ...found: (readonly [words: string, results: readonly SearchResult[]])[]) =>
  linesFor(typed, new Map(found), null, ACT_REGISTRY).map(({ label }) => label)
const pageOf = (typed: string, label: string, ...found: (readonly [string, readonly SearchResult[]])[]) => {
  const leads = linesFor(typed, new Map(found), null, ACT_REGISTRY).find((line) => line.label === label)?.leads
  return leads !== undefined && 'page' in leads ? leads.page : leads
}

describe('what the palette offers', () => {
  it('beginnings of words name an act and its region, in any order', () => {
    expect(labels('roll fr')).toEqual(['Roll back fr'])
    expect(labels('fr roll')).toEqual(['Roll back fr'])
    expect(pageOf('roll fr', 'Roll back fr')).toBe('/console/regions/fr/rollback')
    expect(labels('promote dach')[0]).toBe('Promote the canary of dach')
    expect(labels('dry run uki')[0]).toMatch(/^Dry run.* uki$/)
    expect(labels('canary in')).toEqual(expect.arrayContaining(['Start a canary in in']))
    expect(labels('canary in')).toHaveLength(3)
  })

  it('an act without its region is offered for each of them, and a region alone names no act', () => {
    expect(labels('unpin')).toHaveLength(13)
    expect(labels('dach')).toEqual([])
  })

  it('what stands behind the name of an act is looked for, and the act is offered on what is found', () => {
    expect(searchesFor('take down Night Train', ACT_REGISTRY)).toEqual(['take down night train', 'night train'])
    const found = ['night train', [NIGHT_TRAIN, TRAILER, HERO]] as const
    expect(labels('take down night train', found).slice(0, 2)).toEqual([
      'Take down Night Train',
      'Take down Night Train, trailer',
    ])
    expect(pageOf('take down night train', 'Take down Night Train, trailer', found)).toBe(
      '/console/takedowns/new?target=ast_night-train',
    )
    expect(pageOf('pause hero', 'Pause Hero, DACH', ['hero', [HERO]])).toBe('/console/campaigns/cmp_dach-hero/pause')
  })

  it('an experiment that is found by its key is started, ramped, stopped and decided from there', () => {
    const warm: SearchResult = { kind: 'experiment', id: 'warm', name: 'warm', href: '/console/experiments/warm' }
    for (const verb of ['start', 'ramp', 'stop', 'decide']) {
      const label = `${verb[0]?.toUpperCase()}${verb.slice(1)} the experiment warm`
      expect(pageOf(`${verb} warm`, label, ['warm', [warm]])).toBe(`/console/experiments/warm/${verb}`)
    }
  })

  it('words of an act that are also words of a name are looked for', () => {
    expect(searchesFor('take down down under', ACT_REGISTRY)).toContain('down under')
  })

  it('a title and a video that are found can be taken down from there, and a campaign has its page', () => {
    const found = ['night', [NIGHT_TRAIN, TRAILER, HERO]] as const
    expect(labels('night', found)).toEqual([
      ...['Night Train', 'Take down Night Train', 'Night Train, trailer', 'Take down Night Train, trailer'],
      'Hero, DACH',
    ])
  })

  it('an act that still wants a name says so, and types itself out', () => {
    const line = linesFor('resu', new Map(), null, ACT_REGISTRY).find(({ label }) => label === 'Resume …')
    expect(line).toMatchObject({ hint: 'then the name of a campaign', leads: { types: 'resume ' } })
  })

  it('what the role may not do stays, with who may', () => {
    const held = (typed: string) =>
      linesFor(typed, new Map(), DUTY, ACT_REGISTRY).map(({ label, heldBy }) => [label, heldBy])
    expect(held('roll dach')).toEqual([['Roll back dach', null]])
    expect(held('roll fr')).toEqual([['Roll back fr', 'publisher, duty']])
    expect(held('new campaign')).toEqual([['New campaign', 'nobody']])
    expect(held('approve reject')).toContainEqual(['Approve or reject what waits', 'editor, nobody'])
  })

  it('what is called so is found before the acts are read', () => {
    const lines = linesFor('night', new Map([['night', [NIGHT_TRAIN, HERO]]]), null, NO_ACTS)
    expect(lines.map(({ label }) => label)).toEqual(['Night Train', 'Hero, DACH'])
    expect(searchesFor('take down night train', NO_ACTS)).toEqual(['take down night train'])
  })

  it('colours and signing out are acts without a page', () => {
    expect(linesFor('theme', new Map(), null, ACT_REGISTRY)[0]?.leads).toEqual({ control: 'data-theme-next' })
    expect(labels('sign out')).toEqual(['Sign out'])
  })
})

describe('the list of acts', () => {
  /** Pages that need more than one thing to be named, and pages that show without doing. */
  const REACHED_FROM_ELSEWHERE = [
    ...['/console/schedule/move', '/console/schedule/pause', '/console/schedule/copy', '/console/schedule/findings'],
    ...['/console/experiments/:key', '/console/experiments/estimates/:id'],
    ...['/console/feeds/:id/deliveries/:delivery', '/console/feeds/:id/deliveries/:delivery/release'],
    ...['/console/feeds/:id/deliveries/:delivery/discard', '/console/quarantine/:id'],
    ...['/console/quarantine/:id/release', '/console/quarantine/:id/drop'],
    ...[
      '/console/campaigns/:id',
      '/console/regions/:region',
      '/console/takedowns/:id',
      '/console/regions/:region/diff/:from/:to',
    ],
  ]
  const matches = (pattern: string, path: string) => new RegExp(`^${pattern.replaceAll(/:\w+/g, '[^/]+')}$`).test(path)

  it('every act leads to a page that knows each parameter of its address', () => {
    for (const act of Object.values(CONSOLE_ACTS) as ConsoleAct[]) {
      const { pathname, searchParams } = new URL(actHref(act, 'x'), 'https://ops.example')
      const page = CONSOLE_PAGES.find(({ path }) => matches(path, pathname))
      expect(page?.parameters, act.words).toEqual(expect.arrayContaining([...searchParams.keys()]))
    }
  })

  it('every page below a section is an act, or is reached from what it is about', () => {
    const paths = Object.values(CONSOLE_ACTS).map((act) => actHref(act, 'x').replace(/\?.*/, ''))
    const below = CONSOLE_PAGES.map(({ path }) => path).filter((path) => path.split('/').length > 3)
    const missing = below.filter((path) => !paths.some((each) => matches(path, each)))
    expect(missing.filter((path) => !REACHED_FROM_ELSEWHERE.includes(path))).toEqual([])
  })
})
