import { type Keyring, readKeyring } from '../token/keyring.ts'
import { ViewerCache } from '../token/viewer/viewer-cache.ts'
import { readViewerKeys } from '../token/viewer/viewer-keys.ts'
import type { ViewerTrust } from '../token/viewer/viewer-token.ts'
import { RequestKinds } from './request-kind.ts'

/** What reading a request needs of the edge worker's environment. */
interface RequestEnvironment {
  readonly VIEWER_PUBLIC_KEYS: string
  readonly VIEWER_ISSUER: string
  readonly SESSION_KEYS: string
  readonly DECISION_KEYS: string
  readonly DEBUG_CONTEXT?: string
  readonly DEBUG_COUNTRY?: string
}

/** The environment, checked and imported once per isolate. */
export interface RequestSettings {
  readonly viewers: ViewerTrust
  /** Seals sessions and cursors. */
  readonly sessionKeys: Keyring
  readonly decisionKeys: Keyring
  /** What requests that were here before had in common. */
  readonly kinds: RequestKinds
  /** Null in production: place and clock are the platform's. */
  readonly debug: { readonly country: string | null } | null
}

/** @throws ProblemError 503 when a variable cannot be used; its code, for the log, names the variable alone */
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
