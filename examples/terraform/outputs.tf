output "arn" {
  value = aws_kinesisanalyticsv2_application.this.arn
}

output "version_id" {
  value = aws_kinesisanalyticsv2_application.this.version_id
}
