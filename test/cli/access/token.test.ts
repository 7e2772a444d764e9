import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { exportJWK, generateKeyPair, jwtVerify } from 'jose'
import { beforeAll, describe, expect, it } from 'vitest'
import { ff, ffInside } from '../command-line.ts'

const ISSUED_AT = Date.UTC(2026, 10, 22, 21, 30) / 1000
const pair = generateKeyPair('Ed25519', { extractable: true })
let state = ''

beforeAll(async () => {
  state = await mkdtemp(join(tmpdir(), 'ff-viewer-'))
  const jwk = await exportJWK((await pair).privateKey)
  await writeFile(
    join(state, 'viewer-key.json'),
    JSON.stringify({ kid: 'v1', issuer: 'https://accounts.example.com', jwk }),
  )
})

async function claimsOf(args: readonly string[]) {
  const ended = await ffInside(['token', ...args], { FF_STATE: state })
  expect(ended.code).toBe(0)
  const verified = await jwtVerify(ended.stdout.trim(), (await pair).publicKey, {
    typ: 'viewer+jwt',
    audience: 'firstframe',
    issuer: 'https://accounts.example.com',
    currentDate: new Date(ISSUED_AT * 1000),
  })
  return { header: verified.protectedHeader, claims: verified.payload }
}

const ALWAYS = { iss: 'https://accounts.example.com', aud: 'firstframe', sub: 'u1', iat: ISSUED_AT, personalize: true }

describe('token', () => {
  it('ff token sets no claim that was not given', async () => {
    const { header, claims } = await claimsOf([])
    expect(header).toEqual({ alg: 'EdDSA', typ: 'viewer+jwt', kid: 'v1' })
    expect(claims).toEqual({ ...ALWAYS, exp: ISSUED_AT + 3600 })
  })

  it('ff token sets every claim that was given', async () => {
    const { claims } = await claimsOf([
      ...['--cap', '12', '--kids', '--adult', '--sub', 'u9', '--no-personalize', '--residence', 'de'],
      ...['--ent', 'subscription,rent', '--expires-in', '60'],
    ])
    expect(claims).toEqual({
      ...ALWAYS,
      ...{ cap: 12, kids: true, adult: true, sub: 'u9', personalize: false, res: 'DE', ent: ['subscription', 'rent'] },
      exp: ISSUED_AT + 60,
    })
  })

  it.each(['ZZ', 'XX', 'T1', 'Germany'])('ff token refuses to let anybody live in %s', async (residence) => {
    const ended = await ffInside(['token', '--residence', residence], { FF_STATE: state })
    expect([ended.code, ended.stdout]).toEqual([2, ''])
    expect(ended.stderr).toContain('--residence')
  })

  it('ff token keeps a cap of zero', async () => {
    expect((await claimsOf(['--cap', '0'])).claims.cap).toBe(0)
  })

  it('ff token prints the token alone', async () => {
    const ended = await ff(['token', '--cap', '12'], { FF_STATE: state })
    expect(ended.code).toBe(0)
    expect(ended.stdout).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+\n$/)
    expect(ended.stderr).toBe('')
  })

  it('ff token refuses without a viewer key, and never quotes a broken one', async () => {
    expect((await ffInside(['token'])).stderr).toContain('npm start')
    const broken = await mkdtemp(join(tmpdir(), 'ff-viewer-'))
    await writeFile(join(broken, 'viewer-key.json'), '{"kid":"v1","issuer":"i","jwk":{"d":"very-secret"}}')
    const ended = await ffInside(['token'], { FF_STATE: broken })
    expect(ended.code).toBe(1)
    expect(ended.stderr).not.toContain('very-secret')
  })
})
