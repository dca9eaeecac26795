# An application with its code and a snapshot, by Terraform's AWS provider, on a Drey server.
#
#     terraform init
#     terraform apply -var endpoint=http://127.0.0.1:4747 -var s3_endpoint=http://127.0.0.1:PORT -var jar=app.jar
#
# The endpoints stand in endpoints.json of the server's home. Credentials come from where the provider always looks for them:
# AWS_SHARED_CREDENTIALS_FILE, say, with the path that endpoints.json names.

terraform {
  required_version = ">= 1.5"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.0"
    }
  }
}

provider "aws" {
  region = var.region

  # There is no IAM, STS or EC2 beside Drey that could be asked who somebody is.
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  skip_requesting_account_id  = true
  s3_use_path_style           = true

  endpoints {
    kinesisanalyticsv2 = var.endpoint
    s3                 = var.s3_endpoint
  }
}

resource "aws_s3_bucket" "code" {
  bucket = "${var.name}-code"
}

# A new jar has a new key, and so the application a new version.
resource "aws_s3_object" "jar" {
  bucket = aws_s3_bucket.code.id
  key    = "${filesha256(var.jar)}.jar"
  source = var.jar
}

resource "aws_kinesisanalyticsv2_application" "this" {
  name                   = var.name
  runtime_environment    = "FLINK-1_20"
  service_execution_role = "arn:aws:iam::000000000000:role/any"
  start_application      = true

  application_configuration {
    application_code_configuration {
      code_content_type = "ZIPFILE"

      code_content {
        s3_content_location {
          bucket_arn = "arn:aws:s3:::${aws_s3_bucket.code.id}"
          file_key   = aws_s3_object.jar.key
        }
      }
    }

    dynamic "environment_properties" {
      for_each = length(var.properties) > 0 ? [var.properties] : []

      content {
        property_group {
          property_group_id = var.name
          property_map      = environment_properties.value
        }
      }
    }

    flink_application_configuration {
      parallelism_configuration {
        configuration_type   = "CUSTOM"
        parallelism          = var.parallelism
        parallelism_per_kpu  = 1
        auto_scaling_enabled = false
      }
    }
  }
}

resource "aws_kinesisanalyticsv2_application_snapshot" "first" {
  application_name = aws_kinesisanalyticsv2_application.this.name
  snapshot_name    = "first"
}
