// Payload config built from fields.json: every collection, its fields, select options and relationships.
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { dirname, join } from 'node:path'
import { buildConfig } from 'payload'
import { sqliteAdapter } from '@payloadcms/db-sqlite'

const here = dirname(fileURLToPath(import.meta.url))
export const tables = JSON.parse(readFileSync(join(here, 'fields.json'), 'utf8'))

// The API reference names no localized field. These are localized here so that
// `locale` and `fallback-locale` have an effect that a client can observe.
const LOCALIZED = { leads: ['notes'], leadEvents: ['nextSteps'] }

const spaced = (slug) => slug.replace(/([a-z])([A-Z])/g, '$1 $2').replace(/^./, (c) => c.toUpperCase())

export function toField(name, spec, localized) {
  const common = { name, ...(localized ? { localized: true } : {}) }
  if (typeof spec === 'string') return { ...common, type: spec }
  if (spec.to) return { ...common, type: 'relationship', relationTo: spec.to, hasMany: Boolean(spec.many) }
  return {
    ...common,
    type: 'select',
    hasMany: Boolean(spec.many),
    // label = value, so that no two options differ only in how a label was derived
    options: spec.options.map((value) => ({ label: value, value })),
  }
}

export function toCollections() {
  return Object.entries(tables).map(([slug, { singular, fields }]) => ({
    slug,
    labels: { singular, plural: spaced(slug) },
    // no `access`: Payload's default, any authenticated user
    fields: Object.entries(fields).map(([name, spec]) => toField(name, spec, LOCALIZED[slug]?.includes(name))),
  }))
}

// Payload's SQL adapters name a column after the snake-cased field, so preApprovals' status/Status and
// email/Email would claim one column each. Give the capitalised one its own name.
function separateColumns({ adapter, schema }) {
  for (const table of Object.values(adapter.rawTables)) {
    const taken = new Set()
    const entries = Object.entries(table.columns).sort(([a], [b]) => /^[A-Z]/.test(a) - /^[A-Z]/.test(b))
    for (const [, column] of entries) {
      const base = column.name
      for (let n = 2; taken.has(column.name.toLowerCase()) && n < 100; n++) column.name = `${base}_${n}`
      taken.add(column.name.toLowerCase())
    }
  }
  return schema
}

export const makeConfig = ({ dbPath, secret, logLevel = 'error', idType = 'number' }) =>
  buildConfig({
    secret,
    telemetry: false,
    typescript: { autoGenerate: false },
    graphQL: { disable: true },
    logger: { options: { level: logLevel } },
    admin: { user: 'users' },
    localization: { locales: ['en', 'es'], defaultLocale: 'en', fallback: true },
    db: sqliteAdapter({
      client: { url: `file:${dbPath}` },
      idType, // number, or uuid: string ids
      push: true,
      beforeSchemaInit: [separateColumns],
    }),
    collections: [{ slug: 'users', auth: { useAPIKey: true }, labels: { singular: 'User', plural: 'Users' }, fields: [] }, ...toCollections()],
  })
