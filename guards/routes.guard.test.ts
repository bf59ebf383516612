import { expect, test } from 'vitest'
import { listFiles, read } from './project-files.ts'

const routes = listFiles('app', /^route\.tsx?$/)

test('every route method is made by handle, by handleAnyone where nobody is signed in yet, or is a probe of health', () => {
  const violations = routes.flatMap((path) => {
    const text = read(path)
    const made = [...text.matchAll(/export const (\w+) = handle(?:Anyone)?\(/g)].map((match) => match[1])
    if (path.startsWith('app/api/health/'))
      made.push(...[...text.matchAll(/export const (GET) = handleProbe\(/g)].map((match) => match[1]))
    const exported = [...text.matchAll(/export (?:async )?(?:const|function|\{)\s*(\w+)/g)].map(
      (match) => match[1] ?? '',
    )
    return exported.filter((name) => /^[A-Z]+$/.test(name) && !made.includes(name)).map((name) => `${path}: ${name}`)
  })
  expect(violations, 'Write export const GET = handle({ … }).').toEqual([])
})

/** Nobody is signed in there yet. */
const WITHOUT_VIEWER = ['app/sign-in/page.tsx', 'app/administrator/page.tsx']

test('every page is made by definePage, which asks who may see it, counts it and refuses what its address may not say', () => {
  const pages = listFiles('app', /^page\.tsx$/).filter((path) => !WITHOUT_VIEWER.includes(path))
  expect(pages.length).toBeGreaterThan(15)
  const violations = pages.filter(
    (path) => !read(path).includes('export default definePage({') || /searchParams|requireViewer/.test(read(path)),
  )
  expect(violations, 'Write export default definePage({ … }).').toEqual([])
})

test('there are no Server Actions, no cached functions and no generated images', () => {
  const violations = listFiles('app')
    .concat(listFiles('components'))
    .filter((path) => /['"]use (server|cache)['"]|from 'next\/(og|image)'/.test(read(path)))
  expect(violations, 'Changes go through a route made by handle.').toEqual([])
})
