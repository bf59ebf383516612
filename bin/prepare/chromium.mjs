/** A browser for tests: one that is named, the system's, Playwright's own, else one that is installed now. */
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { run } from './install.mjs'
import { progress } from './progress.mjs'

const PROGRAMS = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
const MACOS_APPLICATIONS = [
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

/** Answers with the path of its program. */
export async function ensureChromium() {
  const named = process.env.CHROMIUM_PATH
  if (named) return named
  const found = await findChromium()
  if (found) return found
  const step = progress('Installing Chromium for the browser tests')
  if (mayUseApt()) await installWithApt()
  else await installWithPlaywright()
  step.done()
  const installed = await findChromium()
  if (installed) return installed
  throw new Error('No Chromium was found after installing one. Name one that is there with CHROMIUM_PATH.')
}

async function findChromium() {
  const directories = (process.env.PATH ?? '').split(delimiter)
  const ofSystem = PROGRAMS.flatMap((program) => directories.map((directory) => join(directory, program)))
  const { chromium } = await import('@playwright/test')
  return [...ofSystem, ...MACOS_APPLICATIONS, chromium.executablePath()].find((path) => path && existsSync(path))
}

const mayUseApt = () => process.getuid?.() === 0 && existsSync('/usr/bin/apt-get') && existsSync('/etc/debian_version')

async function installWithApt() {
  const remedy = 'Install Chromium by hand, or name one with CHROMIUM_PATH.'
  const env = { DEBIAN_FRONTEND: 'noninteractive' }
  await run('apt-get', ['update'], { remedy, env })
  await run('apt-get', ['install', '--yes', '--no-install-recommends', 'chromium'], { remedy, env })
}

function installWithPlaywright() {
  return run('npx', ['playwright', 'install', 'chromium'], {
    remedy: 'It needs the internet. Install Chromium by hand, or name one with CHROMIUM_PATH.',
  })
}
