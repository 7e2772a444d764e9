import { describe, expect, it } from 'vitest'
import { VERBS } from '../../../src/cli/verbs.ts'
import { ff, ffInside } from '../command-line.ts'

describe('usage', () => {
  it.each([
    ['no verb', [], 'no verb'],
    ['an unknown verb, naming the nearest', ['publihs'], 'did you mean publish?'],
    ['a flag before the verb', ['--region', 'dach'], 'the verb comes first'],
    ['a half verb', ['takedown'], 'takedown add, takedown list, takedown lift'],
    ['an unknown second word, naming the nearest', ['takedown', 'ad'], 'did you mean takedown add?'],
    ['an unknown flag, naming the nearest', ['publish', '--regoin', 'dach'], 'did you mean --region?'],
    ['a camel-case flag', ['explain', '--regionCode', 'BY'], 'unknown flag --regionCode'],
    ['a one-letter flag', ['status', '-j'], 'unknown flag -j'],
    ['a negation that has no meaning', ['token', '--no-kids'], 'unknown flag --no-kids'],
    ['a flag given twice', ['token', '--cap', '1', '--cap', '2'], '--cap is given twice'],
    ['a flag without its value', ['publish', '--region'], '--region needs a value'],
    ['a flag that swallows the next', ['token', '--cap', '--kids'], '--cap needs a value'],
    ['an empty value', ['takedown', 'add', 'ast_a', '--reason', ''], '--reason needs a value'],
    ['a switch with a value', ['token', '--kids=yes'], '--kids takes no value'],
    ['a missing argument', ['ingest'], 'FILE is missing'],
    ['a missing required flag', ['publish'], '--regions is missing'],
    ['a spare argument', ['status', 'dach', 'fr'], 'unexpected argument "fr"'],
    ['a status of no region', ['status', 'dahc'], 'did you mean dach?'],
    ['a rollback without its reason', ['rollback', 'dach'], '--reason is missing'],
    ['a rollback to half an id', ['rollback', 'dach', '--to', 'abc', '--reason', 'x'], 'first 8 digits'],
    ['a pin of eight days', ['pin', 'dach', '--hours', '192', '--reason', 'x'], 'a whole number from 1 to 168'],
    ['a canary of everybody', ['canary', 'dach', '--percent', '99', '--reason', 'x'], 'a number from 0.5 to 50'],
    ['a canary that ends twice', ['canary', 'dach', '--promote', '--stop', '--reason', 'x'], 'choose one of them'],
    ['a share of an end', ['canary', 'dach', '--stop', '--percent', '5', '--reason', 'x'], 'are only for a start'],
    ['a double dash', ['status', '--', 'x'], '"--" has no meaning here'],
    ['an unknown region, naming the nearest', ['publish', '--region', 'dahc'], 'did you mean dach?'],
    ['an unknown surface', ['explain', '--surface', 'hero', '--country', 'DE'], 'home-hero'],
    ['a country that is none', ['explain', '--surface', 'home-hero', '--country', 'Germany'], 'two letters, like DE'],
    [
      'an anonymizer that is none',
      ['explain', '--surface', 'home-hero', '--country', 'DE', '--anonymizer', 'proxy'],
      'vpn',
    ],
    ['a codec that is none', ['explain', '--surface', 'home-hero', '--country', 'DE', '--codecs', 'mp3'], 'vp9'],
    ['a page that is no title', ['explain', '--surface', 'home-hero', '--country', 'DE', '--in-view', 'ast_a'], 'ttl_'],
    [
      'a residence that is none',
      ['explain', '--surface', 'home-hero', '--country', 'DE', '--residence', 'XX'],
      'like DE',
    ],
    ['a cap that is no number', ['token', '--cap', 'twelve'], 'a whole number from 0 to 21'],
    ['a broken number', ['token', '--cap', '12.5'], 'a whole number from 0 to 21'],
    ['a token that lives over a day', ['token', '--expires-in', '86401'], 'a whole number from 1 to 86400'],
    ['an entitlement that is none', ['token', '--ent', 'subscription,lend'], 'did you mean rent'],
    [
      'a time without a zone',
      ['explain', '--surface', 'home-hero', '--country', 'DE', '--now', '2026-11-22T21:30:00'],
      'UTC',
    ],
    ['a takedown of nothing known', ['takedown', 'add', 'sintel', '--reason', 'x'], 'ast_…, ttl_…'],
    [
      'a takedown in no territory',
      ['takedown', 'add', 'ast_a', '--reason', 'x', '--territories', 'Germany'],
      'like DE',
    ],
    ['a takedown id that is none', ['takedown', 'lift', 'ast_a'], 'ID is "ast_a"'],
    ['a file that is not there', ['restore', '/nonexistent/x', '--force'], 'no local stack'],
  ])('the command line refuses %s', async (_what, args, words) => {
    const ended = await ffInside(args)
    expect(ended.stderr).toContain(words)
    expect(ended.code).toBe(words === 'no local stack' ? 1 : 2)
    expect(ended.stdout).toBe('')
  })

  it('a usage error tells a machine the same under --json, on stdout', async () => {
    const ended = await ffInside(['publish', '--region', 'dahc', '--json'])
    expect(JSON.parse(ended.stdout)).toEqual({
      error: { kind: 'usage', message: '--region is "dahc"', hint: 'did you mean dach?' },
    })
  })

  it('a usage error exits 2 as a process too', async () => {
    expect(await ff(['publish', '--regoin', 'dach'])).toMatchObject({ code: 2, stdout: '' })
  })
})

describe('help', () => {
  it('the help lists every verb with a line that works', async () => {
    const ended = await ff(['--help'])
    expect(ended.code).toBe(0)
    for (const { name, example } of VERBS) {
      expect(ended.stdout).toContain(`  ${name} `)
      expect(ended.stdout).toContain(`ff ${example}`)
    }
  })

  it.each(VERBS.map(({ name }) => [name]))('the help of %s has an example of that verb', async (name) => {
    const ended = await ffInside([...name.split(' '), '--help'])
    expect(ended.code).toBe(0)
    expect(ended.stdout).toContain('EXAMPLE')
    expect(ended.stdout).toContain(`npm run ff -- ${name}`)
    expect(ended.stdout).not.toContain('\u001b')
  })

  it('the help of a group lists its verbs', async () => {
    const ended = await ffInside(['takedown', '--help'])
    expect(ended.stdout).toContain('takedown lift')
    expect(ended.stdout).not.toContain('publish')
  })
})
