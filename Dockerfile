# Builds the site and serves it on port 8080: docker build -t bytes-per-token . && docker run -p 8080:8080 bytes-per-token
# Not Alpine: the Node of the npm package `node`, which runs the scripts, needs glibc.
FROM node:24-bookworm-slim AS build
RUN apt-get update && apt-get install --yes --no-install-recommends git && rm -rf /var/lib/apt/lists/*
WORKDIR /site
COPY . .
RUN npm ci && npm run container

FROM caddy:2-alpine
COPY --from=build /site/dist /srv
COPY --from=build /site/Caddyfile /etc/caddy/Caddyfile
USER 65534:65534
EXPOSE 8080
