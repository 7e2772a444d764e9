import { type Keyring, readKeyring } from '../token/keyring.ts'
import { ViewerCache } from '../token/viewer/viewer-cache.ts'
import { readViewerKeys } from '../token/viewer/viewer-keys.ts'
import type { ViewerTrust } from '../token/viewer/viewer-token.ts'
import { RequestKinds } from './request-kind.ts'

/** The part of the edge worker's environment that reading a request needs. */
interface RequestEnvironment {
  readonly VIEWER_PUBLIC_KEYS: string
  readonly VIEWER_ISSUER: string
  readonly SESSION_KEYS: string
  readonly DECISION_KEYS: string
  readonly DEBUG_CONTEXT?: string
  readonly DEBUG_COUNTRY?: string
}

/** The environment, validated and its keys imported, once per isolate. */
export interface RequestSettings {
  readonly viewers: ViewerTrust
  /** The keys that seal sessions and cursors. */
  readonly sessionKeys: Keyring
  readonly decisionKeys: Keyring
  /** Cache of what earlier requests had in common. */
  readonly kinds: RequestKinds
  /** Null in production, where place and clock are the platform's. */
  readonly debug: { readonly country: string | null } | null
}

/** @throws ProblemError 503 when a variable is unusable; its code, for the log, contains only the variable's name */
export async function readSettings(environment: RequestEnvironment): Promise<RequestSettings> {
  const [keys, sessionKeys, decisionKeys] = await Promise.all([
    readViewerKeys(environment.VIEWER_PUBLIC_KEYS, 'VIEWER_PUBLIC_KEYS'),
    readKeyring(environment.SESSION_KEYS, 'SESSION_KEYS'),
    readKeyring(environment.DECISION_KEYS, 'DECISION_KEYS'),
  ])
  return {
    viewers: { keys, issuer: environment.VIEWER_ISSUER, cache: new ViewerCache() },
    sessionKeys,
    decisionKeys,
    kinds: new RequestKinds(),
    debug: environment.DEBUG_CONTEXT === 'on' ? { country: environment.DEBUG_COUNTRY ?? null } : null,
  }
}
