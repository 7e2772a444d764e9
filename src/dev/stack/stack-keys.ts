import { randomBytes } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { exportJWK, generateKeyPair, type JWK } from 'jose'
import { openStateFolder } from './state-folder.ts'

/** Every secret of a local stack; created at its first start and stored in its state folder, mode 0600. */
export interface StackKeys {
  /** The tokens of the two persons of a local stack: `ops`, and `second`, who approves the requests of the first. */
  readonly opsToken: string
  readonly secondToken: string
  readonly storeToken: string
  readonly profileToken: string
  /** 32 bytes, base64url. */
  readonly sessionKey: string
  readonly decisionKey: string
  readonly unitKey: string
  readonly snapshot: { readonly kid: string; readonly jwk: JWK }
}

/** The key of `ff token`; in production, the accounts service signs viewer tokens. */
interface ViewerKey {
  readonly kid: string
  readonly issuer: string
  readonly jwk: JWK
}

export const LOCAL_ISSUER = 'https://accounts.firstframe.local'

/** Reads the stack's keys, or creates them. */
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

/** Keeps the keys of an earlier start; creates those that an earlier release did not have. */
async function kept<Value extends object>(path: string, make: () => Promise<Value>): Promise<Value> {
  const fresh = await make()
  const text = await readFile(path, 'utf8').catch(() => null)
  // This program wrote the file at an earlier start.
  const earlier = text === null ? {} : (JSON.parse(text) as Partial<Value>)
  const made = { ...fresh, ...earlier }
  if (Object.keys(made).every((name) => name in earlier)) return made
  await writeFile(path, `${JSON.stringify(made, null, 2)}\n`, { mode: 0o600 })
  return made
}

/** The keys of pseudonyms, as both Workers read them. */
export function unitKeysText({ unitKey }: Pick<StackKeys, 'unitKey'>): string {
  return JSON.stringify([{ kid: 'local', key: unitKey }])
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
    unitKey: secret(),
    snapshot: { kid: 'local', jwk: await privateKey() },
  }
}

async function privateKey(): Promise<JWK> {
  const { privateKey: key } = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true })
  return exportJWK(key)
}
