import type { DocumentShape } from '../../xml/fragment-scanner.ts'
import { type Namespaces, namingOf } from '../../xml/namespaces.ts'

const SCHEMAS = 'http://www.movielabs.com/schema'
/** Versions of Avails from 2.0 on, those to come included; those with three parts are the ones that MovieLabs published. */
const AVAILS = [...versions(2, 20), '2.2.1', '2.2.2', '2.5.2', '2.6.1']
/** Versions of Common Metadata (`md`) and of Media Entertainment Core (`mdmec`), which Avails import. */
const COMMON = [...versions(2, 30), '2.7.1']

function versions(major: number, count: number): readonly string[] {
  return Array.from({ length: count }, (_, minor) => `${major}.${minor}`)
}

/**
 * The namespaces of Avails 2.x: each version has its own, and each imports another version of Common Metadata. Their
 * elements have no name in common that means two things, so that all go without a prefix.
 */
const NAMESPACES: Namespaces = Object.fromEntries([
  ...AVAILS.map((version) => [`${SCHEMAS}/avails/v${version}/avails`, ''] as const),
  ...COMMON.map((version) => [`${SCHEMAS}/md/v${version}/md`, ''] as const),
  ...COMMON.map((version) => [`${SCHEMAS}/mdmec/v${version}`, ''] as const),
])

/** An Avails document: a list of avails, or a signed list of such lists. */
export const AVAILS_DOCUMENT: DocumentShape = {
  naming: namingOf(NAMESPACES),
  containers: new Set(['AvailList', 'AvailListSigned', 'AvailListSigned/AvailList']),
}
