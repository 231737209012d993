# What the Secrets of the chart hold, key by key: External Secrets, or whoever installs the chart, copies them.
locals {
  host = aws_db_instance.this.address
  node = {
    JOBWRIGHT__DATABASE__URL              = "postgres://jobwright_app:${random_password.app.result}@${local.host}/jobwright?sslmode=require"
    JOBWRIGHT__BROADCAST__URL             = "rediss://:${random_password.redis.result}@${aws_elasticache_replication_group.this.primary_endpoint_address}:6379"
    JOBWRIGHT__STORAGE__ACCESS_KEY_ID     = aws_iam_access_key.objects.id
    JOBWRIGHT__STORAGE__SECRET_ACCESS_KEY = aws_iam_access_key.objects.secret
  }
  migrate = merge(local.node, {
    JOBWRIGHT__DATABASE__OWNER_URL = "postgres://jobwright_owner:${random_password.owner.result}@${local.host}/jobwright?sslmode=require"
  })
}

resource "aws_secretsmanager_secret" "node" {
  name = "${var.name}/node"
}

resource "aws_secretsmanager_secret_version" "node" {
  secret_id     = aws_secretsmanager_secret.node.id
  secret_string = jsonencode(local.node)
}

resource "aws_secretsmanager_secret" "migrate" {
  name = "${var.name}/migrate"
}

resource "aws_secretsmanager_secret_version" "migrate" {
  secret_id     = aws_secretsmanager_secret.migrate.id
  secret_string = jsonencode(local.migrate)
}
