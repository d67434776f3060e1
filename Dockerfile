# Builds the site and serves it on port 8080: docker build -t bytes-per-token . && docker run -p 8080:8080 bytes-per-token
FROM node:24-alpine AS build
RUN apk add --no-cache git
WORKDIR /site
COPY . .
RUN npm ci && npm run container

FROM caddy:2-alpine
COPY --from=build /site/dist /srv
COPY --from=build /site/Caddyfile /etc/caddy/Caddyfile
USER 65534:65534
EXPOSE 8080
