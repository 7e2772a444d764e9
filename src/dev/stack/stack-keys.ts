import { randomBytes } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { exportJWK, generateKeyPair, type JWK } from 'jose'
import { openStateFolder } from './state-folder.ts'

/** Every secret of a local stack; made at its first start, kept in its state folder, mode 0600. */
export interface StackKeys {
  /** Of the two persons of a local stack: `ops`, and `second`, who says yes to what the first has asked for. */
  readonly opsToken: string
  readonly secondToken: string
  readonly storeToken: string
  readonly profileToken: string
  /** 32 bytes, base64url. */
  readonly sessionKey: string
  readonly decisionKey: string
  readonly snapshot: { readonly kid: string; readonly jwk: JWK }
}

/** What `ff token` signs with; the stack plays the accounts service that signs viewers in production. */
interface ViewerKey {
  readonly kid: string
  readonly issuer: string
  readonly jwk: JWK
}

export const LOCAL_ISSUER = 'https://accounts.firstframe.local'

/** Reads the stack's keys, or makes them. */
export async function stackKeys(folder: string): Promise<{ readonly keys: StackKeys; readonly viewer: ViewerKey }> {
  await openStateFolder(folder)
  return {
    keys: await kept(join(folder, 'keys.json'), makeKeys),
    viewer: await kept(join(folder, 'viewer-key.json'), async () => ({
      kid: 'local',
      issuer: LOCAL_ISSUER,
      jwk: await privateKey(),
    })),
  }
}

/** What an earlier start has made stays; what an earlier release did not know of is made now. */
async function kept<Value extends object>(path: string, make: () => Promise<Value>): Promise<Value> {
  const fresh = await make()
  const text = await readFile(path, 'utf8').catch(() => null)
  // Our own file, from an earlier start.
  const earlier = text === null ? {} : (JSON.parse(text) as Partial<Value>)
  const made = { ...fresh, ...earlier }
  if (Object.keys(made).every((name) => name in earlier)) return made
  await writeFile(path, `${JSON.stringify(made, null, 2)}\n`, { mode: 0o600 })
  return made
}

async function makeKeys(): Promise<StackKeys> {
  const secret = (): string => randomBytes(32).toString('base64url')
  return {
    opsToken: secret(),
    secondToken: secret(),
    storeToken: secret(),
    profileToken: secret(),
    sessionKey: secret(),
    decisionKey: secret(),
    snapshot: { kid: 'local', jwk: await privateKey() },
  }
}

async function privateKey(): Promise<JWK> {
  const { privateKey: key } = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true })
  return exportJWK(key)
}
