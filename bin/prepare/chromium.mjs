/** A browser for tests: one that is named, the system's, Playwright's own, else one that is installed now. */
import { existsSync } from 'node:fs'
import { run } from './install.mjs'
import { progress } from './progress.mjs'
import { findProgram, installPackage, mayUseApt } from './system-program.mjs'

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
  if (mayUseApt()) await installWithApt()
  else await installWithPlaywright()
  const installed = await findChromium()
  if (installed) return installed
  throw new Error('No Chromium was found after installing one. Name one that is there with CHROMIUM_PATH.')
}

async function findChromium() {
  const ofSystem = findProgram(PROGRAMS)
  if (ofSystem) return ofSystem
  const { chromium } = await import('@playwright/test')
  return [...MACOS_APPLICATIONS, chromium.executablePath()].find((path) => path && existsSync(path))
}

function installWithApt() {
  return installPackage('chromium', {
    remedy: 'Install Chromium by hand, or name one with CHROMIUM_PATH.',
    isThere: () => findProgram(PROGRAMS) !== undefined,
  })
}

async function installWithPlaywright() {
  const step = progress('Installing Chromium for the browser tests')
  await run('npx', ['playwright', 'install', 'chromium'], {
    remedy: 'It needs the internet. Install Chromium by hand, or name one with CHROMIUM_PATH.',
  })
  step.done()
}
