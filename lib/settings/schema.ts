/** All settings: each subject has its file, and this is their sum. */
import type { z } from 'zod'
import { awsSchema, awsSettings } from './aws.ts'
import { collectionSchema, collectionSettings } from './collection.ts'
import { databaseSchema, databaseSettings } from './database.ts'
import { judgingSchema, judgingSettings } from './judging.ts'
import { serverSchema, serverSettings } from './server.ts'

export const schema = serverSchema
  .extend(databaseSchema.shape)
  .extend(awsSchema.shape)
  .extend(collectionSchema.shape)
  .extend(judgingSchema.shape)

export type Parsed = z.infer<typeof schema>

/** The settings under the names that the code has for them. */
export function settingsOf(values: Parsed) {
  return {
    ...serverSettings(values),
    ...databaseSettings(values),
    ...awsSettings(values),
    ...collectionSettings(values),
    ...judgingSettings(values),
  }
}

export type Settings = ReturnType<typeof settingsOf>
