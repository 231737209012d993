output "bucket" {
  description = "`bucket` in [storage]."
  value       = aws_s3_bucket.objects.bucket
}

output "region" {
  description = "`region` in [storage]."
  value       = aws_s3_bucket.objects.region
}

output "node_secret" {
  description = "The secret of the nodes: `secrets.existingSecret` of the chart."
  value       = aws_secretsmanager_secret.node.arn
}

output "migrate_secret" {
  description = "The secret of the migration: `migrate.existingSecret` of the chart."
  value       = aws_secretsmanager_secret.migrate.arn
}
