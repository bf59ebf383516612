import { expect, test } from 'vitest'
import { listFiles, read } from './project-files.ts'

const FACTORY = 'lib/db/clients.ts'

test('connections to the database are made in one place, which gives each a listener for its loss (F57)', () => {
  const makers = listFiles()
    .filter((path) => path !== FACTORY && !/\.test\.ts$/.test(path))
    .filter((path) => /new (pg\.)?(Pool|Client)\(|new PrismaPg\(|connectionString/.test(withoutComments(read(path))))
  // An adapter around a pool of the factory's makes no connection itself, and AWS has clients too.
  const allowed = ['lib/db/migrate/migration-adapter.ts', 'lib/collectors/aws/access.ts']
  expect(
    makers.filter((path) => !allowed.includes(path)),
    `Use ${FACTORY}.`,
  ).toEqual([])
})

test('a URL of a database is read by one reader, which takes what libpq takes', () => {
  const readers = listFiles('lib')
    .concat(listFiles('worker'), listFiles('bin'), listFiles('bench'))
    .filter((path) => !/\.test\.ts$/.test(path))
    .filter((path) =>
      /new URL\((\w*[uU]rl\b)?(databaseUrl|migratorUrl|loginUrl|webDatabaseUrl|workerDatabaseUrl|superuserUrl)/.test(
        read(path),
      ),
    )
  expect(readers, 'Use readDatabaseUrl of lib/db/database-url.ts.').toEqual([])
})

const withoutComments = (text: string): string => text.replaceAll(/\/\*[\s\S]*?\*\//g, '')
